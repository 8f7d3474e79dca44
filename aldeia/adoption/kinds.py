"""The table: every resource type that the stacks make, and how it is adopted, or why it need not be."""

from aldeia.adoption.kinds_around import AROUND
from aldeia.adoption.kinds_network import NETWORK
from aldeia.adoption.kinds_stores import STORES

KINDS = NETWORK | STORES | AROUND

MADE_AGAIN = {
    "aws_cloudwatch_dashboard": "making it overwrites the dashboard of that name",
    "aws_cloudwatch_log_metric_filter": "making it overwrites the log group's filter of that name",
    "aws_default_security_group": "making it takes every rule away from a group that is always there; importing it would keep them",
    "aws_secretsmanager_secret_version": "importing it would write the secret into the state; a new version is stored instead",
    "aws_sns_topic_policy": "making it overwrites the topic's one policy",
}
"""What is never imported: Terraform makes it again without harm, or with less of it."""
