/** Callers of one key go one after the other, in the order they came; those of another key are not held up. */
export type Line = <T>(key: string, turn: () => Promise<T>) => Promise<T>

export function makeLine(): Line {
  const last = new Map<string, Promise<unknown>>()
  return (key, turn) => {
    const mine = (last.get(key) ?? Promise.resolve()).then(turn, turn)
    last.set(key, mine)
    const leave = () => {
      if (last.get(key) === mine) last.delete(key)
    }
    mine.then(leave, leave)
    return mine
  }
}
