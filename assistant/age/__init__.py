"""A parent's words -> the ages that they tell, whose each is, and how surely."""
