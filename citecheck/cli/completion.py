"""`citecheck completion`: what makes a shell complete commands, options and their values."""

from __future__ import annotations

import click

from citecheck.cli.codes import OK


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> int:
    """Print what makes SHELL complete what you type. Commands, options and their values are known.

    \b
    bash: citecheck completion bash > ~/.local/share/bash-completion/completions/citecheck
    zsh:  citecheck completion zsh > DIR/_citecheck, with DIR in $fpath before compinit
    fish: citecheck completion fish > ~/.config/fish/completions/citecheck.fish
    """
    from click.shell_completion import get_completion_class

    root = click.get_current_context().find_root()
    made = get_completion_class(shell)
    if made is None:
        raise click.UsageError(f"There is no completion for {shell}.")
    click.echo(made(root.command, {}, "citecheck", "_CITECHECK_COMPLETE").source())
    return OK
