/** What a file system refuses, in words of somebody who typed a wrong path. */
const PLAINLY: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EISDIR: 'a folder stands where a file is wanted',
  ENOTDIR: 'a file stands where a folder is wanted',
  EEXIST: 'something else has that name already',
  ENOSPC: 'the disk is full',
  EROFS: 'the disk can only be read',
}

/** What an error says. Node's AggregateError, thrown for a name with several addresses, says nothing by itself. */
export function reasonOf(fault: unknown): string {
  if (fault instanceof AggregateError && fault.message === '')
    return [...new Set(fault.errors.map(reasonOf))].join('; ')
  if (!(fault instanceof Error)) return String(fault)
  const { code, path, message }: NodeJS.ErrnoException = fault
  const plainly = code !== undefined && Object.hasOwn(PLAINLY, code) ? PLAINLY[code] : undefined
  if (plainly === undefined) return message
  return path === undefined ? plainly : `${plainly}: ${path}`
}
