/**
 * Chromium's caches of what the graphics processor has compiled, five files each. It opens them with a page and closes them with
 * its process, or leaves them, as it happens: fifteen files come and go between two steps that are alike.
 */
const graphicsCache = /\/(?:GPUCache|DawnGraphiteCache|DawnWebGPUCache)\/(?:index|data_\d)$/

/**
 * How many handles a process holds, of what they lead to as /proc tells it. A file of a graphics cache counts from the second
 * time on that it is open: once is as often as it takes.
 */
export function countHandles(targets: readonly string[]): number {
  const caches = targets.filter((target) => graphicsCache.test(target))
  return targets.length - new Set(caches).size
}
