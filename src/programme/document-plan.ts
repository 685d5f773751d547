import type { Block, Text } from './block.ts'

export interface ProgrammeDocument extends Block {
  readonly id: string
  readonly title: Text
  readonly contents: Text
  readonly where: Text
  /** `public` needs no login. */
  readonly access: 'public' | 'client-connect'
  readonly from: Temporal.PlainDate
  /** What comes with it; null: nothing. */
  readonly guides: (Block & { readonly ids: readonly Guide[] }) | null
}

/** Guides that no circular need name: whoever has a door to repair can read how, before he gets in. */
export const GUIDES = ['administrator-guide', 'client-connect-guide'] as const
export type Guide = (typeof GUIDES)[number]
