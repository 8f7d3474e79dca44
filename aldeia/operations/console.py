"""Console: where AWS's console shows a thing, as links for the person on call."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from aldeia.catalog.regions import REGIONS

HOSTS = {
    "aws": "{region}.console.aws.amazon.com",
    "aws-cn": "{region}.console.amazonaws.cn",
    "aws-us-gov": "{region}.console.amazonaws-us-gov.com",
}


@dataclass(frozen=True)
class Console:
    """The console of one region."""

    region: str

    def alarm(self, name: str) -> str:
        return self._page("cloudwatch", f"alarmsV2:alarm/{name}")

    def dashboard(self, name: str) -> str:
        return self._page("cloudwatch", f"dashboards/dashboard/{name}")

    def log_group(self, name: str) -> str:
        # This page decodes its fragment twice, and writes the % of the outer encoding as $.
        return self._page(
            "cloudwatch", f"logsV2:log-groups/log-group/{quote(quote(name, ''), '')}".replace("%", "$")
        )

    def database(self, identifier: str) -> str:
        return self._page("rds", f"database:id={identifier};is-cluster=false")

    def cache(self, identifier: str) -> str:
        return self._page("elasticache", f"/redis/{identifier}")

    @property
    def support(self) -> str:
        return f"https://{self._host}/support/home#/case/create"

    @property
    def _host(self) -> str:
        region = REGIONS.get(self.region)
        return HOSTS[region.partition if region else "aws"].format(region=self.region)

    def _page(self, service: str, fragment: str) -> str:
        return f"https://{self._host}/{service}/home?region={self.region}#{fragment}"
