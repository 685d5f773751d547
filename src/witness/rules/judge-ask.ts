import type { SiteId } from '../../kernel/ids.ts'
import type { Ask, Word } from '../word.ts'

/**
 * `give`: hands the word of a spell to a site unless it was given before, and answers who has it. Asked only where the word is
 * to be had: standalone, one site acknowledges by itself, and what it acknowledges is at no other.
 */
export function judgeAsk({ site, spell, mode }: Ask, give: (spell: string, to: SiteId) => SiteId): Word {
  if (mode === 'standalone') return 'alone'
  return give(spell, site) === site ? 'yes' : 'given'
}
