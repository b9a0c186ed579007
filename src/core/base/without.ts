/** All but those that are meant. */
export function without<T>(all: readonly T[], isThat: (each: T) => boolean): T[] {
  return all.filter((each) => !isThat(each))
}
