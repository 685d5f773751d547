/** Each looks at one thing in all rows at once, and selects file, line, field, reason and participant of its faults. */
export type Check = string
