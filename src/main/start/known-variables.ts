/** An environment variable with which the packed app does not start. */
export interface RejectedVariable {
  readonly name: string
  /** Whether this value has an effect; absent if any value has, even an empty one. */
  readonly acts?: (value: string) => boolean
  readonly why: string
}

const isFilled = (value: string) => value !== ''

/**
 * The variables that weaken the app in spite of the fuses. Left out, because the fuses make Electron ignore them:
 * `ELECTRON_RUN_AS_NODE`, `NODE_OPTIONS`, `NODE_EXTRA_CA_CERTS`. Left out, because no program can judge by what it was loaded
 * with: `LD_PRELOAD`, `LD_LIBRARY_PATH`, `GTK_MODULES`, `DYLD_INSERT_LIBRARIES`. Left out, because they do nothing to a packed
 * app: `ELECTRON_NO_ASAR`, `ELECTRON_FORCE_IS_PACKAGED`, `OPENSSL_CONF`.
 */
export const rejectedVariables: readonly RejectedVariable[] = [
  { name: 'SSLKEYLOGFILE', acts: isFilled, why: 'Chromium writes the keys of every connection to that file' },
  { name: 'ELECTRON_DISABLE_SANDBOX', why: 'the same as --no-sandbox' },
  { name: 'CHROME_DEVEL_SANDBOX', acts: isFilled, why: 'names another program to lock pages in with' },
  { name: 'ELECTRON_ENABLE_LOGGING', why: 'the same as --enable-logging: what pages say comes out' },
  { name: 'ELECTRON_LOG_FILE', acts: isFilled, why: 'the same as --log-file' },
  { name: 'NODE_TLS_REJECT_UNAUTHORIZED', acts: (value) => value === '0', why: 'Node takes any certificate' },
  { name: 'NODE_COMPILE_CACHE', acts: isFilled, why: 'Node runs what it finds compiled in that folder' },
  { name: 'NODE_DEBUG', acts: isFilled, why: 'Node writes what requests and programs are given' },
]
