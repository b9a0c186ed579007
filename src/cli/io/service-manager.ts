import { spawn } from 'node:child_process'

/**
 * Tells systemd the state of this service, if systemd started it and wants to know (`Type=notify`). By `systemd-notify`,
 * which every system with systemd has: the socket is a datagram one, which Node cannot send to. Never rejects: a service
 * manager that is not told is no reason to stop. `state` as in sd_notify(3): "READY=1", "STOPPING=1", "STATUS=…".
 */
export async function tellServiceManager(environment: NodeJS.ProcessEnv, ...state: string[]): Promise<void> {
  if (!environment['NOTIFY_SOCKET']) return
  await new Promise<void>((resolve) => {
    const { PATH, NOTIFY_SOCKET } = environment
    const child = spawn('systemd-notify', state, { stdio: 'ignore', env: { PATH, NOTIFY_SOCKET } })
    child.on('error', () => resolve())
    child.on('exit', () => resolve())
  })
}
