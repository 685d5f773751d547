/** Works something out once for each of what it depends on alone, and keeps it for as long as that is there. */
export function oncePer<Of extends object, Value>(workOut: (of: Of) => Value): (of: Of) => Value {
  const known = new WeakMap<Of, { readonly value: Value }>()
  return (of) => {
    const found = known.get(of) ?? { value: workOut(of) }
    known.set(of, found)
    return found.value
  }
}
