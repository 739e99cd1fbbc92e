"""Debian packages as files: fetched by apt with a configuration of its own, unpacked as far as the corpus reads them."""

import re
import subprocess
import tarfile

KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg'
READ = (
    r'/(?:LC_MESSAGES|languages)/[^/]+\.mo$|\.po(?:\.gz)?$|\.qm$|\.(?:page|docbook|xml|x?html?)$|\.xpi$|'
    r'/man[1-8]/[^/]+\.gz$'
)
ALWAYS_READ = r'/usr/share/doc/[^/]+/copyright$|/usr/share/sword/modules/'


class LanguagePaths:
    """Which files of a package are read, and in which of the languages they are."""

    def __init__(self, languages):
        codes = '|'.join(language.code for language in languages)
        names = '|'.join(
            f'(?P<{language.code}>{"|".join((language.code, *language.also))}){_region(language)}' for language in languages
        )
        # The name of a language as a part of a path: /es/, .es.html, _ca.qm, -ca/, es_ES.UTF-8/ and so on, but not gl_es/.
        self._part = re.compile(
            rf'(?<=[/._-])(?<![/.-](?!{codes})[a-z]{{2}}_)(?<![/.-][a-z]{{3}}_)(?:{names})(?:\.UTF-?8)?(?=[/.@-])'
        )
        folders = '|'.join(f'{language.code}(?:{"|".join(f"-{r}" for r in language.regions)})?' for language in languages)
        self._folder = re.compile(rf'(?<=/)(?:{folders})(?=/)')
        self._read = re.compile(rf'{READ}|/(?:{codes})\.json$')
        lists = [words.file for language in languages for words in (language.word_list, language.counted_words) if words]
        self._always_read = re.compile('|'.join([ALWAYS_READ, *(f'/{re.escape(file)}$' for file in lists)]))
        self._left_out = [name for language in languages for name in language.left_out]

    def language_of(self, path):
        """The code of the language that a path names, or None."""
        match = self._part.search(path)
        return match and match.lastgroup

    def without_language_folder(self, path):
        """The path with @ for the folder of its language."""
        return self._folder.sub('@', path)

    def is_read(self, path):
        """Whether the file of this path in a package is unpacked."""
        return bool(self._always_read.search(path) or (self._read.search(path) and self.language_of(path)))

    def files(self, folder):
        """{path with @ for the language: {language: path}} of an unpacked package."""
        files = {}
        for path in sorted(folder.rglob('*')):
            relative = f'/{path.relative_to(folder)}'
            language = self.language_of(relative)
            is_left_out = any(name in relative for name in self._left_out)
            if language and path.is_file() and not is_left_out and self._read.search(relative):
                files.setdefault(self._part.sub('@', relative), {}).setdefault(language, path)
        return files


def _region(language):
    """The pattern of what may follow the code of a language."""
    regions = '|'.join(f'{region}|{region.lower()}' for region in language.regions)
    return f'(?:[-_](?:{regions}))?' if regions else ''


class Archive:
    """The mirror that this machine's apt uses, with the suites of the corpus, beside the machine's own lists."""

    def __init__(self, folder, suites):
        self.folder, self.suites = folder.resolve(), suites
        self.lists = self.folder / 'lists'
        self.options = [
            f'-oDir::State::lists={self.lists}',
            f'-oDir::Cache={self.folder}/cache',
            f'-oDir::Etc::sourcelist={self.folder}/sources.list',
            '-oDir::Etc::sourceparts=/dev/null',
            '-oAPT::Sandbox::User=',
            '-oAcquire::Languages=none',
        ]

    def update(self):
        """Fetches the lists of packages, unless they are there."""
        if any(self.lists.glob('*_Packages*')):
            return
        (self.lists / 'partial').mkdir(parents=True, exist_ok=True)
        (self.folder / 'cache').mkdir(exist_ok=True)
        command = ['apt-get', 'indextargets', '--format', '$(REPO_URI) $(SUITE) $(CODENAME)', 'Created-By: Packages']
        targets = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        mirrors = [
            line.split()[0] for line in targets.splitlines() if '-security' not in line and '-updates' not in line
        ]
        if not mirrors:
            raise SystemExit('apt knows no Debian mirror: run apt-get update with a Debian source first')
        lines = [f'deb [signed-by={KEYRING}] {mirrors[0]} {suite} main\n' for suite in self.suites]
        (self.folder / 'sources.list').write_text(''.join(lines))
        subprocess.run(['apt-get', *self.options, '-q', 'update'], check=True)

    def download(self, packages, suite, folder):
        """Fetches the packages that the folder lacks."""
        folder.mkdir(parents=True, exist_ok=True)
        missing = [f'{package}/{suite}' for package in packages if not package_file(package, folder)]
        if missing:
            subprocess.run(['apt-get', *self.options, '-q', 'download', *missing], cwd=folder, check=True)


def package_file(package, folder):
    return next(iter(sorted(folder.glob(f'{package}_*.deb'))), None)


def version(archive):
    command = ['dpkg-deb', '--field', archive, 'Version']
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def unpack(archive, folder, paths):
    """Writes the files of the archive that LanguagePaths reads below the folder, once."""
    done = folder.with_name(f'{folder.name}.done')
    if done.exists() and done.read_text() == archive.name:
        return
    with subprocess.Popen(['dpkg-deb', '--fsys-tarfile', archive], stdout=subprocess.PIPE) as process:
        with tarfile.open(fileobj=process.stdout, mode='r|') as content:
            for member in content:
                path = member.name.removeprefix('.')
                if member.isfile() and paths.is_read(path):
                    target = folder / path.lstrip('/')
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(content.extractfile(member).read())
        process.stdout.read()
    if process.returncode:
        raise SystemExit(f'{archive}: dpkg-deb could not read it; remove it to have it fetched again')
    folder.mkdir(parents=True, exist_ok=True)
    done.write_text(archive.name)


def copyright_text(package, folder):
    path = folder / 'usr/share/doc' / package / 'copyright'
    return path.read_text(encoding='utf-8', errors='replace') if path.is_file() else ''
