"""What `make audit` does: every starting template, published and visited for real, judged by Lighthouse and axe."""
