import { readFileSync, writeFileSync } from 'node:fs';
import { envExample, GENERATED_DOCS } from './generated-docs';

/** Writes the parts of the documentation that are projections of the code. */
for (const { path, name, content } of GENERATED_DOCS) {
  const { before, after } = around(readFileSync(path, 'utf8'), name, path);
  writeFileSync(path, `${before}\n${content()}\n${after}`);
  console.log(`${path}: ${name}`);
}

writeFileSync('.env.example', envExample());
console.log('.env.example');

function around(text: string, name: string, path: string) {
  const [start, end] = [`<!-- generated: ${name} -->`, `<!-- end: ${name} -->`];
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${path} has no place for "${name}"`);
  return { before: text.slice(0, from + start.length), after: text.slice(to) };
}
