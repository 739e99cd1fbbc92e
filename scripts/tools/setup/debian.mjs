/**
 * @file Debian's packages: installed when we may, or unpacked into the prefix without touching the
 * system.
 */

import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prefix } from './prefix.mjs';
import { ToolError, capture, run, which } from './process.mjs';

const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

export function isDebian() {
  if (!which('apt-get') || !existsSync('/etc/os-release')) return false;
  return /^ID="?debian"?$/m.test(readFileSync('/etc/os-release', 'utf8'));
}

/** @param {string} name */
function isInstalled(name) {
  const status = capture('dpkg-query', ['--show', '--showformat=${db:Status-Status}', name]);
  return status === 'installed';
}

/**
 * Installs the packages that are missing, or says which command an administrator must run.
 *
 * @param {string[]} names
 * @param {(message: string) => void} report
 */
export async function install(names, report) {
  const missing = names.filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  const command = ['install', '--yes', '--no-install-recommends', ...missing];
  if (process.getuid?.() !== 0) {
    throw new ToolError(
      `these packages are missing; as an administrator run:\n  apt-get ${command.join(' ')}`,
    );
  }
  report(`installing ${missing.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    await run('apt-get', command, { env });
  } catch {
    // The package lists may be missing or name versions that the mirror has replaced.
    await run('apt-get', ['update'], { env });
    await run('apt-get', command, { env });
  }
}

/**
 * The mirror this machine takes Debian from.
 *
 * @returns {string | undefined}
 */
function findMirror() {
  const format = '$(ORIGIN)|$(LABEL)|$(REPO_URI)';
  const targets = capture('apt-get', ['indextargets', '--format', format]) ?? '';
  const rows = targets.split('\n').map((line) => line.split('|'));
  return rows.find(([origin, label]) => origin === 'Debian' && label === 'Debian')?.[2];
}

/** @param {(message: string) => void} report */
async function mirror(report) {
  const known = findMirror();
  if (known) return known;
  if (process.getuid?.() === 0) {
    report('fetching the package lists');
    await run('apt-get', ['update']);
  }
  const address = findMirror();
  if (address) return address;
  throw new ToolError(
    'apt knows no Debian mirror; as an administrator check /etc/apt/sources.list and run:\n' +
      '  apt-get update',
  );
}

/**
 * A private apt whose only source is one suite of the machine's mirror; the system's apt and its
 * lists stay as they are.
 */
export class Suite {
  /** @param {string} name @param {(message: string) => void} report */
  constructor(name, report) {
    this.name = name;
    this.report = report;
    this.folder = join(prefix, `apt-${name}`);
    this.env = { ...process.env, APT_CONFIG: join(this.folder, 'apt.conf') };
  }

  /** Fetches the suite's lists. */
  async open() {
    const address = await mirror(this.report);
    this.report(`fetching the package lists of ${this.name}`);
    rmSync(this.folder, { recursive: true, force: true });
    mkdirSync(join(this.folder, 'state', 'lists', 'partial'), { recursive: true });
    mkdirSync(join(this.folder, 'cache', 'archives', 'partial'), { recursive: true });
    const source = [
      'Types: deb deb-src',
      `URIs: ${address}`,
      `Suites: ${this.name}`,
      'Components: main',
      ...(existsSync(keyring) ? [`Signed-By: ${keyring}`] : []),
    ];
    writeFileSync(join(this.folder, 'suite.sources'), source.join('\n') + '\n');
    const settings = {
      'Dir::State': join(this.folder, 'state'),
      'Dir::State::status': '/dev/null',
      'Dir::Cache': join(this.folder, 'cache'),
      'Dir::Etc::sourcelist': join(this.folder, 'suite.sources'),
      'Dir::Etc::sourceparts': '/dev/null',
      'Dir::Etc::preferences': '/dev/null',
      'Dir::Etc::preferencesparts': '/dev/null',
      'Acquire::Languages': 'none',
      'Acquire::Retries': '2',
      // The download folder belongs to the user who runs this, not to apt's own user.
      'APT::Sandbox::User': '',
    };
    const lines = Object.entries(settings).map(([key, value]) => `${key} "${value}";`);
    writeFileSync(join(this.folder, 'apt.conf'), lines.join('\n') + '\n');
    await run('apt-get', ['update', '--error-on=any'], { env: this.env });
  }

  /**
   * Downloads packages and unpacks them below `folder`.
   *
   * @param {string[]} names
   * @param {string} folder
   * @param {string[]} [exclude] Tar patterns of what is not needed.
   */
  async unpack(names, folder, exclude = []) {
    const downloads = join(this.folder, 'packages');
    mkdirSync(downloads, { recursive: true });
    this.report(`downloading ${names.join(' ')}`);
    await run('apt-get', ['download', ...names], { cwd: downloads, env: this.env });
    for (const file of readdirSync(downloads)) {
      this.report(`unpacking ${file}`);
      const patterns = exclude.map((pattern) => `--exclude='${pattern}'`).join(' ');
      const pipe = `set -o pipefail; dpkg-deb --fsys-tarfile "$1" | tar -x -C "$2" ${patterns}`;
      await run('bash', ['-c', pipe, 'unpack', join(downloads, file), folder]);
    }
    rmSync(downloads, { recursive: true });
  }

  /**
   * Downloads the source archives of a package.
   *
   * @param {string} name
   * @returns {Promise<string>} The folder that holds them.
   */
  async source(name) {
    const folder = join(this.folder, 'sources');
    mkdirSync(folder, { recursive: true });
    this.report(`downloading the source of ${name}`);
    await run('apt-get', ['source', '--download-only', name], { cwd: folder, env: this.env });
    return folder;
  }

  /** Deletes lists and downloads, about 100 MB. */
  close() {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
