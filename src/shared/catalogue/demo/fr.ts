import type { DemoKey } from './en.ts'

/** Les mots de la démonstration; les mêmes clés que `en.ts`. */
export const fr: Readonly<Record<DemoKey, string>> = {
  'demo.start.sandbox-open':
    'Le bac à sable est déjà ouvert par `npm run sandbox` (processus {pid}). `npm start` apporte le sien\u00a0: arrêtez celui-là avec Ctrl-C, puis réessayez.',
  'demo.start.sandbox': 'Démarrage du bac à sable (un Gazelle et un Supabase sur cet ordinateur seulement) …',
  'demo.start.no-display': 'Aucun écran trouvé\u00a0: la démonstration a lieu sur un écran virtuel.',
  'demo.start.instructions': `
Gazelle Keeper est ouvert\u00a0: cherchez son icône près de l’horloge.

  Connectez-vous au Gazelle d’exercice avec
    courriel      {email}
    mot de passe  {password}

  Pour arrêter\u00a0: choisissez Quitter dans le menu de l’icône, ou appuyez ici sur Ctrl-C. Relancez \`npm start\` pour ouvrir la fenêtre.
  Journal\u00a0: {log}
`,
  'demo.start.crashed': 'L’application s’est arrêtée de façon inattendue ({how}). Tout ce qu’elle a écrit\u00a0: {log}',
  'demo.start.exit-code': 'code de sortie {code}',
  'demo.start.at-work':
    'Un autre `npm start` (processus {pid}) est au travail et n’a pas encore de fenêtre\u00a0: attendez-le, ou arrêtez-le avec Ctrl-C dans son terminal.',
  'demo.start.no-answer':
    'Gazelle Keeper est déjà ouvert (processus {pid}), mais ne répond pas ({how})\u00a0: arrêtez-le avec Ctrl-C dans son terminal.',
  'demo.start.handed-over':
    'Gazelle Keeper est déjà ouvert (processus {pid}); sa fenêtre est maintenant affichée. Rien n’a été compilé ni démarré.',

  'demo.job.runs': 'L’application est ouverte. Sa fenêtre dit\u00a0: {words}',
  'demo.job.window': 'La fenêtre guidée affiche Gazelle\u00a0: {url}',
  'demo.job.signed-in': 'Connexion faite avec {email}.',
  'demo.job.known': 'Gazelle reconnaît encore cet ordinateur\u00a0: personne n’a à se connecter.',
  'demo.job.saved':
    'Le jeton a été pris dans le trafic de la page, vérifié auprès de Gazelle et enregistré; la fenêtre s’est fermée d’elle-même.',
  'demo.job.no-row': 'Il n’y a pas de ligne dans Supabase.',
  'demo.job.row': 'La ligne dans Supabase\u00a0: {row}',
  'demo.job.masked': '({count} caractères, empreinte {fingerprint})',
  'demo.job.popover': 'La fenêtre dit\u00a0: {words}',
  'demo.job.picture': 'Son image\u00a0: {path}',

  'demo.dev.needs-display':
    '`npm run dev` a besoin d’un écran. Sans écran, `npm start` montre l’essentiel sur un écran virtuel.',
  'demo.dev.running': 'L’application est déjà ouverte (processus {pid})\u00a0: arrêtez-la avec Ctrl-C, puis réessayez.',
  'demo.dev.sandbox-open':
    'Le bac à sable est déjà ouvert par `npm run sandbox` (processus {pid})\u00a0: arrêtez-le avec Ctrl-C, puis réessayez.',
  'demo.dev.building':
    'Compilation, et démarrage du bac à sable (un Gazelle et un Supabase sur cet ordinateur seulement) …',
  'demo.dev.build-failed': 'La compilation a échoué\u00a0: {why}',
  'demo.dev.starting':
    'L’application démarre. Courriel pour Gazelle\u00a0: {email}, mot de passe\u00a0: {password}. Ctrl-C l’arrête. Journal\u00a0: {log}',
  'demo.dev.reloading': 'Les pages sont rechargées.',
  'demo.dev.restarting': 'L’application redémarre.',
  'demo.dev.crashed': 'L’application s’est arrêtée de façon inattendue ({how}). La prochaine modification la relance.',

  'demo.electron.taken': 'Electron {version}, {origin}\u00a0: {path}',
  'demo.electron.named': 'celui que vous avez nommé',
  'demo.electron.official': 'le programme officiel',
  'demo.electron.registry': 'assemblé à partir du registre npm, pour le développement seulement',
  'demo.electron.fetching': 'Téléchargement de l’Electron officiel {version} …',
  'demo.electron.not-fetched': 'L’Electron officiel {version} n’a pas pu être téléchargé\u00a0: {why}.',
  'demo.electron.making': 'Assemblage d’Electron {version} à partir du registre npm (environ 200 Mo, une seule fois) …',
  'demo.electron.not-made': 'Electron {version} n’a pas pu être assemblé à partir du registre npm\u00a0: {why}',
  'demo.electron.other-system':
    'Le registre npm n’a d’Electron que pour Linux x64, et ceci est {system}. Nommez-en un qui est installé par GAZELLE_KEEPER_ELECTRON=/chemin/vers/electron, ou un miroir par ELECTRON_MIRROR.',

  'demo.sandbox.running': `Le bac à sable est ouvert. Ses identifiants sont les siens et n’ouvrent rien d’autre.

Gazelle         {gazelleUrl}
  courriel      {gazelleEmail}
  mot de passe  {gazellePassword}

Supabase        {supabaseUrl}
  courriel      {supabaseEmail}
  mot de passe  {supabasePassword}

Clés et commandes\u00a0: {file}
Ctrl-C l’arrête; les données restent dans {folder}`,

  'demo.page.sandbox': 'Ceci est une copie d’exercice sur votre ordinateur, et non Gazelle. Ses clients sont inventés.',
  'demo.page.sign-in': 'Se connecter',
  'demo.page.sign-in-as': 'Connectez-vous avec',
  'demo.page.with': 'et',
  'demo.page.email': 'Courriel',
  'demo.page.password': 'Mot de passe',
  'demo.page.remember': 'Garder ma connexion',
  'demo.page.refused': 'Courriel ou mot de passe non valide.',
  'demo.page.clients': 'Liste des clients',
  'demo.page.signed-in-as': 'Connexion établie\u00a0: {email}',
  'demo.page.sign-out': 'Se déconnecter',
  'demo.page.loading': 'Chargement des clients…',
  'demo.page.loaded': 'Clients\u00a0: {count}',
  'demo.page.not-loaded': 'Les clients n’ont pas pu être chargés.',
  'demo.page.reload': 'Recharger',
  'demo.page.number': 'Numéro',
  'demo.page.company': 'Entreprise',
  'demo.page.private-client': 'Particulier',
  'demo.page.authorisation': 'Autorisation requise',
  'demo.page.authorise-account': 'Autoriser {application} à utiliser votre compte {email}?',
  'demo.page.asks-for': 'Ce qui est demandé\u00a0: {scope}. L’adresse suivante sera ouverte\u00a0: {address}.',
  'demo.page.authorise': 'Autoriser',
  'demo.page.deny': 'Refuser',
  'demo.page.code': 'Code d’autorisation',
  'demo.page.problem': 'Un problème est survenu',
  'demo.page.two-factor': 'Authentification à deux facteurs',
  'demo.page.two-factor-code': 'Code de votre application d’authentification',
  'demo.page.verify': 'Vérifier',
  'demo.page.invalid-code': 'Code non valide.',
}
