"""The verbs of `aldeia` around a pull request."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from aldeia.cli.shared import INTERRUPTED, Findings, fail, only_in_a_checkout, write

app = typer.Typer()

ACTIONS = "github-actions[bot]"
DRIFTED = 4
AffectedFormat = Literal["text", "json", "matrix"]
EnvironmentName = Annotated[str, typer.Argument(metavar="ENV", help="The environment's name.")]


@app.command()
def affected(
    base: Annotated[
        str, typer.Option(help="The revision that the change will be merged into, as origin/main.")
    ] = "",
    every: Annotated[bool, typer.Option("--all", help="List every environment, whatever changed.")] = False,  # noqa: FBT002  # typer's own way to write a switch
    how: Annotated[AffectedFormat, typer.Option("--format", help="How it is written.")] = "text",
    save: Annotated[Path | None, typer.Option(help="A file for the JSON, with the matrix in it.")] = None,
    synth: Annotated[  # noqa: FBT002  # as above
        bool, typer.Option("--synth", help="Make both, and leave out what becomes the same JSON.")
    ] = False,
) -> None:
    """Say which environments a change touches, and why."""
    from aldeia.affected import AffectedError
    from aldeia.affected.report import FORMATS
    from aldeia.affected.touched import affected as touched
    from aldeia.affected.touched import everything

    if bool(base) == every:
        fail("name what to compare with, as --base origin/main, or list every environment with --all")
    only_in_a_checkout()
    try:
        found = everything(Path()) if every else touched(Path(), base)
        if synth and not every:
            from aldeia.affected.synthesis import compared

            found = compared(found)
        if save is not None:
            write(FORMATS["json"](found), save)
    except AffectedError as error:
        fail(str(error))
    except KeyboardInterrupt:
        fail("stopped", INTERRUPTED)
    print(FORMATS[how](found))


@app.command()
def plan(
    environment: EnvironmentName,
    keep: Annotated[
        Path | None, typer.Option(help="A file for what of the plan may be kept: no secret is in it.")
    ] = None,
    no_lock: Annotated[  # noqa: FBT002  # typer's own way to write a switch
        bool, typer.Option("--no-lock", help="Take no lock: for a plan that is read and not applied.")
    ] = False,
) -> None:
    """Run `terraform plan` for what `synth` made, and leave its plan file and its JSON beside it."""
    from aldeia.files import sentence
    from aldeia.pull_requests import PipelineError
    from aldeia.pull_requests.planning import keep as keep_of
    from aldeia.pull_requests.terraform import stack_of
    from aldeia.review import ReviewError

    try:
        stack = stack_of(environment)
        stack.plan(lock=not no_lock)
        if keep is not None:
            keep_of(stack.plan_json, keep)
    except (OSError, PipelineError, ReviewError) as error:
        fail(sentence(error))
    except KeyboardInterrupt:
        fail("stopped; nothing was changed", INTERRUPTED)
    print(f"planned: {stack.plan_json}; read it with: aldeia review {stack.plan_json}")


@app.command()
def apply(
    environment: EnvironmentName,
    reviewed: Annotated[
        Path, typer.Option(help="What `aldeia plan --keep` wrote when the change was reviewed.")
    ],
    rest: Annotated[  # noqa: FBT002  # typer's own way to write a switch
        bool, typer.Option("--rest", help="Take what is left of it, after an apply that ended half-way.")
    ] = False,
) -> None:
    """Apply the plan that `aldeia plan` made, if it is still the one that was reviewed and nothing blocks it."""
    from aldeia.pull_requests import PipelineError
    from aldeia.pull_requests.planning import apply as applied
    from aldeia.pull_requests.terraform import stack_of
    from aldeia.review import ReviewError

    try:
        applied(environment, stack_of(environment), reviewed, print, rest=rest)
    except (PipelineError, ReviewError) as error:
        fail(str(error))
    except KeyboardInterrupt:
        fail("stopped; run aldeia plan again before anything else", INTERRUPTED)


@app.command("same-plan")
def same_plan(
    reviewed: Annotated[Path, typer.Argument(help="A plan's JSON, or what `aldeia plan --keep` wrote.")],
    now: Annotated[Path, typer.Argument(help="Another, of the same environment.")],
    rest: Annotated[  # noqa: FBT002  # as above
        bool, typer.Option("--rest", help="Let the second one lack changes that the first has.")
    ] = False,
) -> None:
    """Say whether two plans do the same; ends with 1 and what differs when they do not."""
    from aldeia.pull_requests import PipelineError
    from aldeia.pull_requests.planning import refuse_another_plan
    from aldeia.review import ReviewError

    try:
        refuse_another_plan(reviewed, now, rest=rest)
    except (PipelineError, ReviewError) as error:
        fail(str(error))
    print("the plans do the same")


@app.command()
def reviewed(
    environment: EnvironmentName,
    commit: Annotated[str, typer.Option(envvar="GITHUB_SHA", help="The merge, or what was merged last.")],
    output: Annotated[Path, typer.Option(help="The file to write it to.")],
) -> None:
    """Fetch what was kept of a plan when the pull request behind a commit was reviewed on GitHub."""
    import os

    from aldeia.files import sentence, write_atomically
    from aldeia.github import GitHubError
    from aldeia.github.client import GitHub
    from aldeia.github.reviewed import reviewed_plan

    try:
        data = reviewed_plan(GitHub.from_environment(os.environ), commit, environment)
        write_atomically(output, data.decode())
    except (GitHubError, OSError, UnicodeDecodeError) as error:
        fail(sentence(error, output))
    except KeyboardInterrupt:
        fail("stopped", INTERRUPTED)
    print(f"wrote {output}")


@app.command()
def comment(  # noqa: PLR0917  # typer reads them by name
    affected_file: Annotated[
        Path, typer.Option("--affected", help="What `aldeia affected --format json` wrote.")
    ],
    plans: Annotated[
        list[Path] | None, typer.Argument(help="What `aldeia plan --keep` wrote, one for each environment.")
    ] = None,
    pull_request: Annotated[
        int | None, typer.Option(help="The number of the one to write it to; it is printed when left out.")
    ] = None,
    html: Annotated[Path | None, typer.Option(help="A file for a page with every change.")] = None,
    findings: Findings = None,
    run_url: Annotated[str, typer.Option(help="The address of the run that made the plans.")] = "",
    author: Annotated[str, typer.Option(help="Whose comments are ours on GitHub.")] = ACTIONS,
) -> None:
    """Review plans in the one comment of a pull request on GitHub, which is written anew each time.

    Ends with 0 when it may be merged, alone or after a person's approval, with 5 when it is blocked, and with 1 when
    a plan is missing or GitHub did not take the comment.
    """
    import os

    from aldeia.github import GitHubError
    from aldeia.github.client import GitHub
    from aldeia.github.sticky import write_comment
    from aldeia.pull_requests import PipelineError
    from aldeia.pull_requests.comment import compose
    from aldeia.review import ReviewError

    try:
        made = compose(plans or [], affected_file, html, run_url, findings)
        if pull_request is None:
            print(made.body, end="")
        else:
            github = GitHub.from_environment(os.environ)
            only_anew = not made.about_something
            address = write_comment(github, pull_request, made.body, author=author, only_anew=only_anew)
            print(
                f"wrote {address}"
                if address
                else "no environment is touched, and there is no comment to mend"
            )
    except (GitHubError, PipelineError, ReviewError) as error:
        fail(str(error))
    except KeyboardInterrupt:
        fail("stopped", INTERRUPTED)
    if made.missing:
        fail(f"no plan could be made of {', '.join(made.missing)}")
    raise typer.Exit(made.exit_status)


@app.command()
def drift(  # noqa: PLR0917  # typer reads them by name
    plans: Annotated[
        list[Path] | None, typer.Argument(help="What `aldeia plan --keep` wrote, one for each environment.")
    ] = None,
    expected: Annotated[
        list[str] | None, typer.Option(help="An environment whose plan must be there; once for each.")
    ] = None,
    every: Annotated[  # noqa: FBT002  # as above
        bool, typer.Option("--every", help="Expect every environment that CI can plan.")
    ] = False,
    post: Annotated[  # noqa: FBT002  # as above
        bool, typer.Option("--post", help="Open, mend or close the one issue on GitHub.")
    ] = False,
    run_url: Annotated[str, typer.Option(help="The address of the run that made the plans.")] = "",
    author: Annotated[str, typer.Option(help="Whose issues are ours on GitHub.")] = ACTIONS,
) -> None:
    """Tell what is live and not as the manifests have it, from plans of what is merged.

    Ends with 0 when nothing is, or when the issue says so, with 4 when something is, and with 1 when an environment
    could not be looked at or GitHub did not take the issue.
    """
    import os

    from aldeia.affected.environments import planned_by_ci
    from aldeia.github import GitHubError
    from aldeia.github.client import GitHub
    from aldeia.pull_requests.drift import look, tell
    from aldeia.review import ReviewError

    if not (plans or expected or every):
        fail(
            "name plans, as aldeia plan --keep wrote them; or say --every, or --expected ENV: then they have to be there"
        )
    if every:
        only_in_a_checkout()
    try:
        found = look(plans or [], [*(expected or []), *(planned_by_ci(Path()) if every else [])], run_url)
        print(found.body or "what is live is what the manifests say")
        if post:
            print(tell(GitHub.from_environment(os.environ), found, author, run_url))
    except (GitHubError, ReviewError) as error:
        fail(str(error))
    except KeyboardInterrupt:
        fail("stopped", INTERRUPTED)
    if found.missing:
        fail(f"could not be looked at: {', '.join(found.missing)}")
    raise typer.Exit(DRIFTED if found.body and not post else 0)
