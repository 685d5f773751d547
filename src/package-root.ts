import { dirname } from 'node:path'

/** Where package.json, migrations/ and programmes/ lie, seen from src/ and from dist/ alike. */
export const packageRoot = dirname(import.meta.dirname)
