// Reads Bicep files: what they declare, and their objects as far as they are written out.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Language, Parser } from 'web-tree-sitter';

await Parser.init();
const parser = new Parser();
const grammar = createRequire(import.meta.url).resolve('tree-sitter-bicep/tree-sitter-bicep.wasm');
parser.setLanguage(await Language.load(grammar));

const DECLARATIONS = {
  parameter_declaration: 'param',
  variable_declaration: 'var',
  resource_declaration: 'resource',
  module_declaration: 'module',
  output_declaration: 'output',
};

/** A file's declarations by kind and name, the names it uses, and where its syntax is wrong. */
export function read(path) {
  const root = parser.parse(readFileSync(path, 'utf8')).rootNode;
  const file = { path, param: {}, var: {}, resource: {}, module: {}, output: {}, wrong: [], uses: [] };
  for (const node of root.namedChildren) {
    const kind = DECLARATIONS[node.type];
    if (kind) {
      const [name, ...rest] = node.namedChildren;
      file[kind][name.text] = { node, rest, of: kind === 'resource' || kind === 'module' ? text(rest[0]) : undefined };
    }
  }
  walk(root, node => {
    if (node.isError || node.isMissing) file.wrong.push(node);
    if (node.type === 'identifier' && uses(node)) file.uses.push(node);
  });
  return file;
}

/** Whether an identifier stands for something that is declared, rather than being the name of a property or a function. */
function uses(node) {
  const parent = node.parent;
  const first = parent.namedChildren[0]?.id === node.id;
  if (parent.type in DECLARATIONS || parent.type === 'for_statement') return !first;
  return !(first && ['object_property', 'call_expression'].includes(parent.type));
}

export function walk(node, visit) {
  visit(node);
  node.children.forEach(child => walk(child, visit));
}

/** The text of a string without interpolation, or undefined. */
export function text(node) {
  if (node?.type !== 'string' || node.namedChildren.some(child => child.type !== 'string_content')) return undefined;
  return node.namedChildren.map(child => child.text).join('');
}

/** The body of a resource or a module, behind conditions and loops. */
export function body(declaration) {
  let node = declaration.rest.at(-1);
  while (['if_statement', 'for_statement'].includes(node.type)) node = node.namedChildren.at(-1);
  return node;
}

/** The properties of an object by name, as nodes. */
export function properties(object) {
  return object.namedChildren
    .filter(child => child.type === 'object_property')
    .map(child => child.namedChildren)
    .map(([name, value]) => [text(name) ?? name.text, value]);
}

/** All that a value can turn out to be: both sides of a condition, each part of a union or a concat, what a variable holds. */
export function values(node, file) {
  if (!node) return [];
  if (node.type === 'ternary_expression') {
    return ['consequence', 'alternative'].flatMap(side => values(node.childForFieldName(side), file));
  }
  if (node.type === 'parenthesized_expression') return values(node.namedChildren[0], file);
  if (node.type === 'identifier' && file.var[node.text]) return values(file.var[node.text].rest.at(-1), file);
  if (node.type === 'call_expression' && ['union', 'concat'].includes(node.childForFieldName('function').text)) {
    return node.childForFieldName('arguments').namedChildren.flatMap(part => values(part, file));
  }
  return [node];
}
