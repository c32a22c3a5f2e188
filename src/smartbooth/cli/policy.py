import click


@click.group()
def policy() -> None:
    """The privacy policy: what stands, what the code now makes, and publishing it."""
    import django

    django.setup()


@policy.command()
def status() -> None:
    """Say whether the policy in force is what the code does; exits with 1 when it is not."""
    from smartbooth.policy import publish, text

    current = publish.current()
    if current is None:
        raise click.ClickException("No policy stands yet. Publish it: smartbooth policy publish")
    if current.digest != text.digest(text.generated()):
        raise click.ClickException(
            f"Version {current.number} no longer says what the service does. See the difference with "
            "`smartbooth policy diff`, then publish."
        )
    click.echo(f"Version {current.number} of {current.published_at:%Y-%m-%d} says what the service does.")


@policy.command()
@click.option("--language", type=click.Choice(["en", "fr"]), default="en", show_default=True, help="Which text.")
def diff(language: str) -> None:
    """Show what publishing would change, line by line: - goes, + comes."""
    from smartbooth.policy import publish, text
    from smartbooth.policy.differences import changes

    current = publish.current()
    for change in changes(current.text(language) if current else "", text.generated()[language]):
        click.echo(click.style(change.title or "…", bold=True))
        for line in change.lines:
            for kind, sign, colour in (("removed", "-", "red"), ("added", "+", "green")):
                if any(piece.kind == kind for piece in line):
                    words = "".join(piece.words for piece in line if piece.kind in ("same", kind))
                    click.echo(click.style(f"{sign} {words}", fg=colour))


@policy.command()
@click.option(
    "--summary-en", default="", help="What changed, in English; owners read it in a letter and at sign-in."
)
@click.option("--summary-fr", default="", help="The same in French.")
def publish(summary_en: str, summary_fr: str) -> None:
    """Put the text that the code now makes in force, from this moment on.

    The first one needs no summary; every later one says what changed, in both languages.
    """
    from smartbooth.policy import looks
    from smartbooth.policy import publish as act

    try:
        version = act.publish(None, summary_en, summary_fr)
    except act.Unchanged:
        click.echo("Nothing to publish: the policy in force says what the service does.")
        return
    except act.Unsaid:
        raise click.ClickException("Say what changed, in both languages: --summary-en … --summary-fr …") from None
    looks.again("A1")
    click.echo(f"Version {version.number} is in force since {version.published_at:%Y-%m-%d %H:%M} UTC.")
