import click


@click.command()
def work() -> None:
    """Count visits, keep schedules, clear what is too old.

    `serve` starts one worker by itself; this is for a node that only works. Stops on Ctrl+C after what it is doing.
    """
    import django

    django.setup()

    from smartbooth.config.worker import work as run
    from smartbooth.people import start

    start.check()
    run()
