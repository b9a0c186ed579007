import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { isIPv4 } from 'node:net'

export interface SelfSigned {
  readonly key: string
  readonly cert: string
  /** What Chromium's switch `--ignore-certificate-errors-spki-list` knows this key by. */
  readonly spki: string
}

/**
 * Makes a certificate for these hosts (names or IPv4 addresses), signed by its own key, made anew each time. Its beginning
 * and its end as `YYYYMMDDhhmmssZ`.
 */
export function selfSigned(
  hosts: readonly string[],
  { notBefore = '20250101000000Z', notAfter = '20491231235959Z' } = {},
): SelfSigned {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  const name = der(0x30, der(0x31, der(0x30, der(0x06, oid.commonName), der(0x0c, Buffer.from('Test')))))
  const subjectAltName = der(0x30, ...hosts.map(generalName))
  const extension = der(0x30, der(0x06, oid.subjectAltName), der(0x04, subjectAltName))
  const content = der(
    0x30,
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ecdsaWithSha256,
    name,
    der(0x30, generalizedTime(notBefore), generalizedTime(notAfter)),
    name,
    spki,
    der(0xa3, der(0x30, extension)),
  )
  const signature = Buffer.concat([Buffer.from([0]), sign('sha256', content, privateKey)])
  const certificate = der(0x30, content, ecdsaWithSha256, der(0x03, signature))
  return {
    key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    cert: `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64')}\n-----END CERTIFICATE-----\n`,
    spki: createHash('sha256').update(spki).digest('base64'),
  }
}

const oid = {
  commonName: Buffer.from('550403', 'hex'),
  subjectAltName: Buffer.from('551d11', 'hex'),
  ecdsaWithSha256: Buffer.from('2a8648ce3d040302', 'hex'),
}
const ecdsaWithSha256 = der(0x30, der(0x06, oid.ecdsaWithSha256))

function generalName(host: string): Buffer {
  return isIPv4(host) ? der(0x87, Buffer.from(host.split('.').map(Number))) : der(0x82, Buffer.from(host))
}

function generalizedTime(time: string): Buffer {
  return der(0x18, Buffer.from(time))
}

/** One element of ASN.1's DER. */
function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}
