"""Bootstrap: what an account has once, before the first environment: the state's bucket, and the roles of CI."""
