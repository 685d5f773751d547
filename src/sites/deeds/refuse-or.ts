import type { Terminal } from '../../kernel/terminal.ts'
import { askToSign, type Host, type Signed } from '../host.ts'
import type { Asked } from './deed.ts'

/** What stands against it, sentence by sentence; else what it would do; else, with `--apply`, two operators sign and it is done. */
export async function refuseOr(
  { host, asked, terminal }: { readonly host: Host; readonly asked: Asked; readonly terminal: Terminal },
  plan: { readonly against: readonly string[]; readonly steps: readonly string[] },
  doIt: () => Promise<0 | 1>,
): Promise<0 | 1> {
  for (const reason of plan.against) terminal.complain(reason)
  if (plan.against.length > 0) return 1
  for (const step of plan.steps) terminal.print(`${asked.apply ? '' : 'would '}${step}`)
  if (asked.apply) return doIt()
  terminal.print(`Nothing was changed at the ${host.settings.site} site. --apply does it.`)
  return 0
}

/** Both operators' signatures, by what the database at `url` says of them; null where they don't hold, which was said. */
export async function signedOr(
  { host, asked, terminal }: { readonly host: Host; readonly asked: Asked; readonly terminal: Terminal },
  url: string,
): Promise<Signed | null> {
  const signed = await askToSign(host, url, asked, terminal)
  if (signed.ok) return signed.value
  for (const fault of signed.refusal) terminal.complain(fault)
  return null
}
