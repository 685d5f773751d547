import type { Output } from '../../src/readiness/output.ts'
import type { Concern, Member, ReadPeople } from '../../src/readiness/people.ts'

/** Keeps what is printed, as lines. */
export function keptOutput(): Output & { readonly lines: readonly string[]; text(): string } {
  const lines: string[] = []
  return {
    lines,
    print: (text) => lines.push(...text.split('\n')),
    drained: async () => undefined,
    text: () => lines.join('\n'),
  }
}

export const silently = { at: () => undefined, end: () => undefined }

/** A directory of these members, in pages of `size`; `asked` keeps what was asked of it. */
export function peopleOf(members: readonly Member[], size = 3, asked: Concern[] = []): ReadPeople {
  return (concern, work) => {
    asked.push(concern)
    async function* pages() {
      for (let at = 0; at < members.length; at += size) yield members.slice(at, at + size)
    }
    return work({ about: members.length, pages: pages() })
  }
}
