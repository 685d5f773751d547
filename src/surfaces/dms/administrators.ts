import type { Role } from '../../kernel/vocabulary.ts'

/** For whom most rooms of DMS are: makers ask, checkers decide, and both look. */
export const ADMINISTRATORS: readonly Role[] = ['da-maker', 'da-checker', 'da-single']
