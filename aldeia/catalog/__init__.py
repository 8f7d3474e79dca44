"""What AWS, PostgreSQL and Redis accept, as dated data; every table names its source."""
