import type { Epoch } from '../../kernel/ids.ts'

/** `primary/0`, `primary/1`: raised where a backup is restored. */
export function nextEpoch(epoch: Epoch): Epoch {
  const [site, count = '0'] = epoch.split('/')
  return `${site}/${Number(count) + 1}` as Epoch
}
