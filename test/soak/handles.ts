/**
 * Chromium's caches of compiled graphics code, five files each. It opens them with a page and closes them with its process, or
 * leaves them open, at random: fifteen files come and go between two similar steps.
 */
const graphicsCache = /\/(?:GPUCache|DawnGraphiteCache|DawnWebGPUCache)\/(?:index|data_\d)$/

/**
 * Counts a process's handles, given their targets from /proc. A graphics cache's file counts only from the second handle on: one
 * handle is normal.
 */
export function countHandles(targets: readonly string[]): number {
  const caches = targets.filter((target) => graphicsCache.test(target))
  return targets.length - new Set(caches).size
}
