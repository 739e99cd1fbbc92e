"""What a training is told: the options of `train.trainer run`, kept in its folder."""

import dataclasses
import json

SETTINGS = 'settings.json'


class SettingsError(Exception):
    """Options that contradict those that a training was started with."""


@dataclasses.dataclass(frozen=True)
class Settings:
    """Lengths and counts are in steps unless a name says otherwise."""

    data: str
    start: str = ''
    steps: int = 6000
    tokens: int = 3000
    lr: float = 1.5e-3
    warmup: int = 400
    dropout: float = 0.1
    label_smoothing: float = 0.1
    clip: float = 1.0
    precision: str = 'float32'
    device: str = 'cpu'
    threads: int = 1
    seed: int = 1
    average: int = 8
    save_every: int = 100
    validate_every: int = 500
    patience: int = 10
    dev_sentences: int = 200


# What may be told anew when a training goes on: it changes no equation, or is meant to.
CHANGEABLE = (
    'data', 'start', 'steps', 'device', 'threads', 'average', 'save_every', 'validate_every', 'patience', 'dev_sentences'
)


def settle(folder, given):
    """The settings of a new or an old training from the options that were given; writes them into its folder."""
    path = folder / SETTINGS
    if path.exists():
        settings = _changed(Settings(**json.loads(path.read_text(encoding='utf-8'))), given)
    elif 'data' not in given:
        raise SettingsError(f'{folder} holds no training yet: a new one needs --data')
    else:
        settings = Settings(**given)
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(dataclasses.asdict(settings), indent=2) + '\n', encoding='utf-8')
    return settings


def _changed(settings, given):
    for name, value in given.items():
        before = getattr(settings, name)
        if name not in CHANGEABLE and value != before:
            raise SettingsError(f'--{name.replace("_", "-")} was {before} when this training began: it stays')
    return dataclasses.replace(settings, **given)
