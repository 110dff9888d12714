"""The pages: what parents see of a reply and of the guidance, and the HTTP face. Knows not how a reply is made."""
