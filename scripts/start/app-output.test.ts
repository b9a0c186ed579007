import { expect, it } from 'vitest'
import { isNoise } from './app-output.ts'

it.each([
  '[21272:1122/124729.348721:ERROR:bus.cc(407)] Failed to connect to the bus: Failed to connect to socket /run/dbus/system_bus_socket: No such file or directory',
  '[21300:1122/124729.832792:ERROR:viz_main_impl.cc(181)] Exiting GPU process due to errors during initialization',
  '[4121:4121:1122/124729.832792:ERROR:dbus/object_proxy.cc:590] Failed to call method: org.freedesktop.portal.Settings.Read',
  '[12:1122/124729.832792:WARNING:gpu/vulkan/vulkan_instance.cc(91)] Failed',
  '[5401:1122/160747.679654:ERROR:shared_image_manager.cc(255)] SharedImageManager::ProduceSkia: incompatible backing',
  '⚠️  Node.js 20 and below are deprecated and will no longer be supported in future versions of @supabase/supabase-js. Please upgrade.',
])('leaves out %s', (line) => {
  expect(isNoise(line)).toBe(true)
})

it.each([
  '[21272:1122/124743.293707:FATAL:bus.cc(1246)] D-Bus connection was disconnected. Aborting.',
  '[21272:1122/124743.293707:ERROR:ssl_client_socket_impl.cc(970)] handshake failed; returned -1, SSL error code 1',
  '[40:1122/124743.293707:INFO:CONSOLE(12)] "Uncaught TypeError: x is not a function", source: gazelle-keeper://app/a.js (12)',
  'There is no connection.json: is the sandbox running?',
  'TypeError: x is not a function',
  '    at start (file:///out/main/index.js:1:1) bus.cc',
])('keeps %s', (line) => {
  expect(isNoise(line)).toBe(false)
})
