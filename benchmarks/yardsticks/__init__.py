"""What the service is compared with, behind the same server: an endpoint that does nothing, and one bare insert."""
