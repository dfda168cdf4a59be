"""What templates of rooms above may show of this one."""
