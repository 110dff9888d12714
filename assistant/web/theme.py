"""The look of gradio's own parts: our colours, and fonts that every system already has; none is loaded."""

from __future__ import annotations

import gradio as gr

FONTS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Liberation Sans", "sans-serif")
MONOSPACED = ("ui-monospace", "Consolas", "monospace")


def make_theme() -> gr.themes.Base:
    """A calm theme, light and dark, that requests nothing."""
    theme = gr.themes.Base(primary_hue="teal", neutral_hue="stone", text_size="lg", font=FONTS, font_mono=MONOSPACED)
    return theme.set(
        body_background_fill="#faf8f4",
        body_background_fill_dark="#14191b",
        body_text_color="#1c2629",
        body_text_color_dark="#e9ecea",
        block_background_fill="transparent",
        block_background_fill_dark="transparent",
        block_border_width="0px",
        block_label_text_color="#3c4a4e",
        block_label_text_color_dark="#c3cdcb",
        block_shadow="none",
        input_background_fill="#ffffff",
        input_background_fill_dark="#1d2426",
        input_border_color="#7b8a8c",
        input_border_color_dark="#7f8f8e",
        input_placeholder_color="#5d6a6d",
        input_placeholder_color_dark="#a3b0ae",
        button_primary_background_fill="#0b5f66",
        button_primary_background_fill_dark="#0b5f66",
        button_primary_background_fill_hover="#084a50",
        button_primary_background_fill_hover_dark="#0e757d",
        button_primary_text_color="#ffffff",
        button_primary_text_color_dark="#ffffff",
    )
