/** What an error says. Node's AggregateError, thrown for a name with several addresses, says nothing by itself. */
export function reasonOf(fault: unknown): string {
  if (fault instanceof AggregateError && fault.message === '')
    return [...new Set(fault.errors.map(reasonOf))].join('; ')
  return fault instanceof Error ? fault.message : String(fault)
}
