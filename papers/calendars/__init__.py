"""The programme in calendars (RFC 5545): files to keep and feeds to subscribe to, at the same addresses."""
