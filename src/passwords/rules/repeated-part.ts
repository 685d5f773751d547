/** `abc` of `abcabcab`: the part that fills the text, over and over, at least twice; the text itself where none does. */
export function repeatedPart(text: string): string {
  const characters = [...text]
  for (let length = 1; length <= characters.length / 2; length++) {
    if (characters.every((character, index) => character === characters[index % length])) {
      return characters.slice(0, length).join('')
    }
  }
  return text
}
