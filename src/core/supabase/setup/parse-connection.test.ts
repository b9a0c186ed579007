import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type ConnectionNote, type PasteFailure, parseConnection } from './parse-connection.ts'
import {
  anon,
  otherRef,
  own,
  password,
  publishable,
  ref,
  secretKey,
  selfHosted,
  service,
  url,
} from './parse-connection-fixture.ts'
import { legacyKey } from './testing.ts'

interface Found {
  url?: string | null
  key?: string | null
  missed?: PasteFailure | null
  notes?: ConnectionNote[]
}

describe('parseConnection understands', () => {
  it.each<[string, string, Found]>([
    ['the API URL', url, { url }],
    ['the API URL with a path', ` "${url}/rest/v1/" `, { url }],
    ['the API URL in capitals', `HTTPS://${ref.toUpperCase()}.SUPABASE.CO`, { url }],
    ['the host alone', `${ref}.supabase.co`, { url }],
    ['the project’s name alone', `${ref}\n`, { url }],
    ['the dashboard', `https://supabase.com/dashboard/project/${ref}`, { url }],
    [
      'the table editor',
      `https://supabase.com/dashboard/project/${ref}/editor/17247?schema=public&sort=a:asc`,
      { url },
    ],
    ['the key’s page', `https://supabase.com/dashboard/project/${ref}/settings/api-keys/new`, { url }],
    ['the old dashboard', `https://app.supabase.com/project/${ref}/settings/api`, { url }],
    ['an address with invisible marks', `\u200b\ufeffhttps://\u2060${ref}.supabase.co\u202c\u00a0`, { url }],
    ['an address in a sentence', `Our project is ${url}.`, { url }],
    ['the functions’ host', `https://${ref}.functions.supabase.co/hello`, { url }],
    ['the command line', `npx supabase link --project-ref ${ref}`, { url }],
    ['an MCP address', `{"url": "https://mcp.supabase.com/mcp?project_ref=${ref}&read_only=true"}`, { url }],
    [
      'a direct connection string',
      `postgresql://postgres:${password}@db.${ref}.supabase.co:5432/postgres`,
      { url, notes: ['database-password-ignored'] },
    ],
    [
      'the pooler’s connection string',
      `DATABASE_URL="postgres://postgres.${ref}:${password}@aws-0-ca-central-1.pooler.supabase.com:6543/postgres?pgbouncer=true"`,
      { url, notes: ['database-password-ignored'] },
    ],
    ['one without the password', `postgresql://postgres:[YOUR-PASSWORD]@db.${ref}.supabase.co:5432/postgres`, { url }],
    ['the user of Spring', `spring.datasource.username=postgres.${ref}`, { url }],
    ['a line of .pgpass', `aws-0-ca-central-1.pooler.supabase.com:6543:postgres:postgres.${ref}:*`, { url }],
    ['Go', `client, err := supabase.NewClient("${own}", "${publishable}", nil)`, { url: own, key: publishable }],
    [
      'the browser’s client',
      `createBrowserClient<Database>("${own}", "${publishable}")`,
      { url: own, key: publishable },
    ],
    ['PHP', `new \\Supabase\\CreateClient('${publishable}', '${ref}');`, { url, key: publishable }],
    ['a list of variables in YAML', `- name: SUPABASE_URL\n  value: "${own}"`, { url: own }],
    ['a secret of a command line', `gh secret set SUPABASE_URL --body "${own}"`, { url: own }],
    ['a value where none is set', `const url = process.env.SUPABASE_URL || '${own}'`, { url: own }],
    ['a value where Python has none', `os.getenv("SUPABASE_URL", "${own}")`, { url: own }],
    [
      'JDBC',
      `jdbc:postgresql://db.${ref}.supabase.co:5432/postgres?user=postgres&password=${password}`,
      { url, notes: ['database-password-ignored'] },
    ],
    ['psql', `psql -h db.${ref}.supabase.co -p 5432 -d postgres -U postgres`, { url }],
    [
      '.NET',
      `Host=db.${ref}.supabase.co;Database=postgres;Username=postgres;Password=${password}`,
      { url, notes: ['database-password-ignored'] },
    ],
    [
      'psql by the pooler',
      `psql -h aws-0-ca-central-1.pooler.supabase.com -p 6543 -d postgres -U postgres.${ref}`,
      { url },
    ],
    [
      'psql with a string of settings',
      `psql "host=aws-0-ca-central-1.pooler.supabase.com port=5432 user=postgres.${ref} password=${password} dbname=postgres"`,
      { url, notes: ['database-password-ignored'] },
    ],
    [
      'psql’s variables',
      `export PGUSER=postgres.${ref}\nexport PGPASSWORD='${password}'`,
      { url, notes: ['database-password-ignored'] },
    ],
    [
      'JDBC by the pooler',
      `jdbc:postgresql://aws-0-eu-west-3.pooler.supabase.com:5432/postgres?user=postgres.${ref}&password=${password}`,
      { url, notes: ['database-password-ignored'] },
    ],
    [
      '.NET by the pooler',
      `User Id=postgres.${ref};Password=${password};Server=aws-0-eu-west-3.pooler.supabase.com;Port=5432;Database=postgres`,
      { url, notes: ['database-password-ignored'] },
    ],
    [
      '.NET, in JSON',
      `{"ConnectionStrings": {"Default": "Host=aws-0-eu-west-3.pooler.supabase.com;Username=postgres.${ref};Password=${password}"}}`,
      { url, notes: ['database-password-ignored'] },
    ],
    [
      'SQLAlchemy',
      `engine = create_engine("postgresql+psycopg2://postgres.${ref}:${password}@aws-0-eu-west-3.pooler.supabase.com:6543/postgres")`,
      { url, notes: ['database-password-ignored'] },
    ],
    [
      'asyncpg, the direct address',
      `postgresql+asyncpg://postgres:${password}@db.${ref}.supabase.co:5432/postgres`,
      { url, notes: ['database-password-ignored'] },
    ],
    [
      'Prisma',
      `datasource db {\n  url       = "postgresql://postgres.${ref}:${password}@aws-0-eu-west-3.pooler.supabase.com:6543/postgres?pgbouncer=true"\n  directUrl = "postgresql://postgres.${ref}:${password}@aws-0-eu-west-3.pooler.supabase.com:5432/postgres"\n}`,
      { url, notes: ['database-password-ignored'] },
    ],
    ['settings of a program', `user: postgres.${ref}\nhost: aws-0-eu-west-3.pooler.supabase.com`, { url }],
    [
      'Flutter with a domain of one’s own',
      `await Supabase.initialize(url: '${own}', anonKey: '${publishable}');`,
      { url: own, key: publishable },
    ],
    [
      'Flutter over lines',
      `await Supabase.initialize(\n  url: '${own}',\n  anonKey: '${selfHosted}',\n);`,
      { url: own, key: selfHosted },
    ],
    [
      'Swift',
      `let client = SupabaseClient(supabaseURL: URL(string: "${own}")!, supabaseKey: "${publishable}")`,
      { url: own, key: publishable },
    ],
    [
      '.NET’s client',
      `var supabase = new Supabase.Client("${own}", "${selfHosted}", options);`,
      { url: own, key: selfHosted },
    ],
    [
      '.NET’s client by names',
      `var url = "${own}";\nvar key = "${publishable}";\nvar supabase = new Supabase.Client(url, key);`,
      { url: own, key: publishable },
    ],
    [
      'Kotlin',
      `val supabase = createSupabaseClient(\n  supabaseUrl = "${own}",\n  supabaseKey = "${publishable}"\n) { install(Postgrest) }`,
      { url: own, key: publishable },
    ],
    ['Kotlin in one line', `createSupabaseClient("${own}", "${publishable}")`, { url: own, key: publishable }],
    [
      'Python with a domain of one’s own',
      `supabase = create_client("${own}", "${publishable}")`,
      { url: own, key: publishable },
    ],
    ['YAML', `supabase:\n  url: ${own}\n  key: ${publishable}`, { url: own, key: publishable }],
    ['TOML', `[supabase]\nurl = "${own}"\nkey = "${publishable}"`, { url: own, key: publishable }],
    ['JSON within', `{"supabase": {"url": "${own}", "anonKey": "${publishable}"}}`, { url: own, key: publishable }],
    ['a publishable key', publishable, { key: publishable }],
    ['a secret key in quotes', `'${secretKey}'`, { key: secretKey }],
    ['a legacy anon key', `  ${anon}\r\n`, { url, key: anon, notes: ['url-from-key'] }],
    [
      'a legacy key over several lines',
      anon.replace(/(.{60})/g, '$1\r\n  '),
      { url, key: anon, notes: ['url-from-key'] },
    ],
    ['a self-hosted legacy key', selfHosted, { key: selfHosted }],
    [
      'an .env file',
      `# Supabase\nexport NEXT_PUBLIC_SUPABASE_URL="${url}"\nNEXT_PUBLIC_SUPABASE_PUBLISHABLE_DEFAULT_KEY='${publishable}' # for the browser\n`,
      { url, key: publishable },
    ],
    ['an .env file of Vite', `VITE_SUPABASE_URL=${url}\r\nVITE_SUPABASE_ANON_KEY=${anon}\r\n`, { url, key: anon }],
    [
      'an .env file of Expo',
      `EXPO_PUBLIC_SUPABASE_URL = ${url}/\nEXPO_PUBLIC_SUPABASE_KEY: ${publishable}`,
      { url, key: publishable },
    ],
    [
      'an .env file with everything',
      `SUPABASE_URL=${url}\nSUPABASE_SERVICE_ROLE_KEY=${service}\nSUPABASE_ANON_KEY=${anon}\nSUPABASE_SECRET=${secretKey}\nSUPABASE_JWT_SECRET=${randomUUID()}\nSITE_URL=https://shop.example.com\nDATABASE_URL=postgresql://postgres.${ref}:${password}@aws-1-eu-west-3.pooler.supabase.com:5432/postgres`,
      { url, key: anon, notes: ['database-password-ignored', 'weaker-key-taken'] },
    ],
    [
      'the secret key where there is no other',
      `SUPABASE_URL=${url}\nSUPABASE_SECRET_KEY=${secretKey}`,
      { url, key: secretKey },
    ],
    [
      'old values in comments',
      `#SUPABASE_URL=https://${otherRef}.supabase.co\nSUPABASE_URL=${url} # was https://${otherRef}.supabase.co\n// const key = '${secretKey}'\nSUPABASE_KEY=${publishable}`,
      { url, key: publishable },
    ],
    ['nothing but a comment', `# ${url}`, { url }],
    [
      'JavaScript',
      `import { createClient } from '@supabase/supabase-js'\nconst supabaseUrl = '${url}'\nconst supabaseKey = process.env.SUPABASE_KEY\nconst supabase = createClient(supabaseUrl, supabaseKey)`,
      { url },
    ],
    [
      'JavaScript in one line',
      `const supabase = createClient<Database>('${url}', '${publishable}')`,
      { url, key: publishable },
    ],
    ['Python', `supabase: Client = create_client("${url}", "${anon}")`, { url, key: anon }],
    [
      'Python on this computer',
      `supabase = create_client(supabase_url="http://127.0.0.1:54321", supabase_key="${publishable}")`,
      { url: 'http://127.0.0.1:54321', key: publishable },
    ],
    [
      'Dart',
      `await Supabase.initialize(\n  url: '${url}',\n  anonKey: '${publishable}',\n);`,
      { url, key: publishable },
    ],
    [
      'cURL',
      `curl '${url}/rest/v1/system_settings?select=*' \\\n-H "apikey: ${anon}" \\\n-H "Authorization: Bearer ${anon}"`,
      { url, key: anon },
    ],
    ['JSON', JSON.stringify({ supabaseUrl: url, supabaseKey: publishable }), { url, key: publishable }],
    ['a loopback address', 'http://localhost:54321/', { url: 'http://localhost:54321' }],
    [
      'supabase status',
      `         API URL: http://127.0.0.1:54321\n          DB URL: postgresql://postgres:postgres@127.0.0.1:54322/postgres\n      Studio URL: http://127.0.0.1:54323\n Publishable key: ${publishable}\n      Secret key: ${secretKey}`,
      { url: 'http://127.0.0.1:54321', key: publishable, notes: ['database-password-ignored', 'weaker-key-taken'] },
    ],
    [
      'supabase status -o env',
      `ANON_KEY="${anon}"\nAPI_URL="http://127.0.0.1:54321"\nSTUDIO_URL="http://127.0.0.1:54323"`,
      { url: 'http://127.0.0.1:54321', key: anon },
    ],
    [
      'a server of one’s own',
      'SUPABASE_URL=https://supabase.piano.quebec:8443/',
      { url: 'https://supabase.piano.quebec:8443' },
    ],
    ['a domain of one’s own', 'https://api.piano.quebec', { url: 'https://api.piano.quebec' }],
    [
      'who signs in within the address',
      'https://me:pass@api.piano.quebec/rest/v1',
      { url: 'https://api.piano.quebec' },
    ],
    [
      'a key of a form of its own',
      'SUPABASE_URL=https://db.piano.quebec\nSUPABASE_KEY=0123456789abcdef0123456789',
      { url: 'https://db.piano.quebec', key: '0123456789abcdef0123456789' },
    ],
    [
      'the key that fits the address',
      `${url}\n${anon}\n${legacyKey({ role: 'anon', ref: otherRef })}`,
      { url, key: anon },
    ],
    ['an address with a masked key', `${url}\nsb_secret_AbCdE${'•'.repeat(20)}`, { url, missed: 'masked-key' }],
    [
      'an address with a user’s session',
      `${url} ${legacyKey({ role: 'authenticated' })}`,
      { url, missed: 'not-an-api-key' },
    ],
    [
      'a key with an example of an address',
      `SUPABASE_URL=https://your-project.supabase.co\nSUPABASE_KEY=${publishable}`,
      { key: publishable, missed: 'placeholder' },
    ],
  ])('%s', (_, text, expected) => {
    expect(parseConnection(text)).toEqual({ ok: true, url: null, key: null, missed: null, notes: [], ...expected })
  })
})
