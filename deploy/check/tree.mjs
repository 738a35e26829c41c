// The files of the repository, or of a copy of it, and the faults that a check finds in them.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import yaml from 'js-yaml';

function parsed(path, language, parse) {
  try {
    return parse();
  } catch (error) {
    throw new Error(`${path}: is no ${language}: ${error.message.split('\n')[0]}`);
  }
}

export class Tree {
  faults = [];
  #paths;

  /** `origin` is the repository itself, for programs that are found from there. */
  constructor(root, origin = root, paths = undefined) {
    this.root = root;
    this.origin = origin;
    this.#paths = paths;
  }

  /** Notes a fault of a file, with its line (from 1) where it is known. */
  fault(path, what, line) {
    this.faults.push(`${path}${line ? `:${line}` : ''}: ${what}`);
  }

  path(path) {
    return join(this.root, path);
  }

  has(path) {
    return existsSync(this.path(path));
  }

  text(path) {
    return readFileSync(this.path(path), 'utf8');
  }

  bytes(path) {
    return readFileSync(this.path(path));
  }

  /** The documents of a YAML file. Throws a sentence that names the file where it is no YAML. */
  documents(path) {
    return parsed(path, 'YAML', () => yaml.loadAll(this.text(path)));
  }

  yaml(path) {
    return this.documents(path)[0];
  }

  json(path) {
    return parsed(path, 'JSON', () => JSON.parse(this.text(path)));
  }

  /** All paths. Only those that Git knows, or would take. */
  all() {
    return this.#listed().filter(path => this.has(path));
  }

  /** Paths below a folder that end like this, sorted. Only those that Git knows, or would take. */
  files(folder, ending = '') {
    return this.#listed().filter(path => path.startsWith(`${folder}/`) && path.endsWith(ending) && this.has(path));
  }

  /** Runs a program at the root. Throws when it cannot be started; its status is for the caller to judge. */
  run(program, args, options = {}) {
    const result = spawnSync(program, args, { cwd: this.root, encoding: 'utf8', maxBuffer: 64 << 20, ...options });
    if (result.error) throw new Error(`${program} cannot be run: ${result.error.message}`);
    return result;
  }

  /** Where a program is: beside the repository, or on the PATH. Throws where it is not: what cannot be checked is a fault. */
  program(name, beside, hint) {
    const places = (process.env.PATH ?? '').split(delimiter).map(folder => join(folder, name));
    if (beside) places.unshift(join(this.origin, beside));
    const found = places.find(existsSync);
    if (!found) throw new Error(`${name} is not installed. ${hint}`);
    return found;
  }

  /** A copy to plant a fault in. */
  copy() {
    const folder = mkdtempSync(join(tmpdir(), 'parley-check-'));
    for (const path of this.#listed()) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      cpSync(this.path(path), join(folder, path));
    }
    return new Copy(folder, this.origin, [...this.#listed()]);
  }

  #listed() {
    return (this.#paths ??= this.#ask());
  }

  #ask() {
    const { stdout } = this.run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard']);
    return [...new Set(stdout.split('\0'))].filter(path => path && this.has(path)).sort();
  }
}

/** A tree that is deleted afterwards. What a fault is planted by fails where there is nothing to plant it in. */
class Copy extends Tree {
  #paths;

  constructor(root, origin, paths) {
    super(root, origin, paths);
    this.#paths = paths;
  }

  edit(path, from, to) {
    const before = this.text(path);
    const after = before.replace(from, to);
    if (after === before) throw new Error(`${path} has nothing like ${from} to plant a fault in`);
    writeFileSync(this.path(path), after);
  }

  write(path, content) {
    mkdirSync(dirname(this.path(path)), { recursive: true });
    writeFileSync(this.path(path), content);
    this.#paths.push(path);
  }

  remove(path) {
    rmSync(this.path(path));
  }

  delete() {
    rmSync(this.root, { recursive: true });
  }
}
