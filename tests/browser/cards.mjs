// Card files, and what stands in a card at any depth.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';

/// The cards of a folder: `.json` files, or `.snap` files whose text after the head is a card.
export function cardsOf(folder) {
  return readdirSync(folder).sort().flatMap((file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    const name = basename(file, extname(file)).replace(/^.*__/, '');
    if (extname(file) === '.json') return [{ name, card: JSON.parse(text) }];
    const body = extname(file) === '.snap' ? text.split('\n---\n').at(1) : undefined;
    return body?.startsWith('{') ? [{ name, card: JSON.parse(body) }] : [];
  });
}

/// All components with this tag.
export function componentsOf(card, tag) {
  if (card === null || typeof card !== 'object') return [];
  const inside = Object.values(card).flatMap((part) => componentsOf(part, tag));
  return card.tag === tag ? [card, ...inside] : inside;
}
