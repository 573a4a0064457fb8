// Card files, and what stands in a card at any depth.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/// The cards of a folder, one in each `.json` file.
export function cardsOf(folder) {
  return readdirSync(folder).filter((file) => file.endsWith('.json')).sort().map((file) => ({
    name: basename(file, '.json'),
    card: JSON.parse(readFileSync(join(folder, file), 'utf8')),
  }));
}

/// All components with this tag.
export function componentsOf(card, tag) {
  if (card === null || typeof card !== 'object') return [];
  const inside = Object.values(card).flatMap((part) => componentsOf(part, tag));
  return card.tag === tag ? [card, ...inside] : inside;
}
