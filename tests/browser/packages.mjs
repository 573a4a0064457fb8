// The pinned npm packages, found through NODE_PATH, which `import` alone does not look at.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const require = createRequire(import.meta.url);

export const { chromium } = require('playwright-core');

export const source = (file) => readFileSync(require.resolve(file), 'utf8');
