import { createHash } from 'node:crypto'
import { resolveConfig } from 'electron-vite'
import { build, mergeConfig, type Plugin, type PluginOption, type Rolldown, type UserConfig } from 'vite'

export interface BuildListeners {
  /** The code of main or the preload script has changed: the app has to be restarted. */
  onAppChanged(): void
  /** Only the pages have changed: they have to be reloaded. */
  onPagesChanged(): void
  /** A change does not build; the watcher goes on with the next one. */
  onError(error: Error): void
}

/**
 * Builds the app into out/ as `npm run build` does, but with developer tools, not minified, and without a weight limit. Then
 * rebuilds after each change, and tells the listeners. Takes the project's folder. Resolves once the first build is complete, of
 * which only `onError` is told.
 */
export async function watchBuild(root: string, listeners: BuildListeners): Promise<{ close(): Promise<void> }> {
  const { config } = await resolveConfig({ root, logLevel: 'error' }, 'build', 'production')
  if (!config?.main || !config.preload || !config.renderer) throw new Error('electron.vite.config.ts lacks a part.')
  // Main draws the popover's first paint with the pages' components: it is as old as the last restart.
  const withTools = mergeConfig(config.main, { define: { 'import.meta.env.DEV': 'true' } })
  const main = watchPart(withTools, listeners, listeners.onAppChanged, 'first-paint.js')
  const preload = watchPart(config.preload, listeners, listeners.onAppChanged)
  const renderer = watchPart(config.renderer, listeners, listeners.onPagesChanged)
  const watchers = await Promise.all([main, preload, renderer])
  return {
    close: async () => {
      await Promise.all(watchers.map((watcher) => watcher.close()))
    },
  }
}

/**
 * Resolves after the first build; calls `onChanged` after each later one whose output, apart from the file `besides`, differs.
 */
async function watchPart(
  part: UserConfig,
  { onError }: BuildListeners,
  onChanged: () => void,
  besides?: string,
): Promise<Rolldown.RolldownWatcher> {
  let tellFirst = (): void => undefined
  const first = new Promise<void>((resolve) => {
    tellFirst = resolve
  })
  let last: string | null = null
  const listen: Plugin = {
    name: 'listen',
    writeBundle(_options, bundle) {
      const digest = digestOf(bundle, besides)
      if (last === null) tellFirst()
      else if (digest !== last) onChanged()
      last = digest
    },
  }
  const plugins = withoutWeight(part.plugins ?? [])
  const watched = mergeConfig({ ...part, plugins }, { plugins: [listen], build: { watch: {}, minify: false } })
  const watcher = (await build(watched)) as Rolldown.RolldownWatcher
  watcher.on('event', async (event) => {
    if (event.code === 'ERROR') onError(event.error)
    if ('result' in event) await event.result.close()
  })
  await first
  return watcher
}

function digestOf(bundle: Rolldown.OutputBundle, besides: string | undefined): string {
  const hash = createHash('sha256')
  for (const file of Object.values(bundle)) {
    if (file.fileName !== besides) hash.update(file.fileName).update(file.type === 'chunk' ? file.code : file.source)
  }
  return hash.digest('hex')
}

/** Unminified pages exceed the weight limit. */
function withoutWeight(plugins: PluginOption[]): PluginOption[] {
  return plugins
    .flat()
    .filter((plugin) => !(plugin && typeof plugin === 'object' && 'name' in plugin && plugin.name === 'weight'))
}
