"""Recording what a service answered, from its return coupon."""
