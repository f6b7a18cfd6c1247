"""What people read: screens, JSON, and later letters and reports. Pure: records in, text out."""
