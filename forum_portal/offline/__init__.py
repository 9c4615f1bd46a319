"""The programme without a network: the service worker, what it keeps, and the portal as an app on a telephone."""
