"""PDFs: plain values, a template, one renderer."""
