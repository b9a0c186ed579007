import type { AlertKey } from './en.ts'

/** French, as Québec writes it; see `en.ts`. */
export const fr: Readonly<Record<AlertKey, string>> = {
  'title.of': '{company}\u00a0: {title}',
  'title.unnamed': 'Gazelle Keeper\u00a0: {title}',
  who: 'Qui peut aider\u00a0: {who}.',
  do: 'Quoi faire\u00a0: {action}.',
  footer:
    'Envoyé par Gazelle Keeper. Ses messages ne contiennent aucun lien vers un site Web et ne demandent jamais de mot de passe.',

  'sign-in.title': 'connexion à Gazelle requise',
  'sign-in.what.dead':
    'Le jeton Gazelle dans Supabase ne fonctionne plus et ne peut pas être renouvelé automatiquement. Les programmes qui l’utilisent n’ont plus accès à Gazelle.',
  'sign-in.what.missing':
    'Il n’y a aucun jeton Gazelle dans Supabase. Les programmes qui en ont besoin n’ont pas accès à Gazelle.',
  'sign-in.what.soon':
    'Il ne peut pas être renouvelé automatiquement. Une fois le jeton expiré, les programmes qui l’utilisent n’auront plus accès à Gazelle.',
  'sign-in.who': 'toute personne qui peut se connecter à Gazelle pour {company}',
  'sign-in.who.unnamed': 'toute personne qui peut se connecter au compte Gazelle de votre entreprise',
  'sign-in.do':
    'ouvrir Gazelle Keeper sur un ordinateur où l’application est installée, puis se connecter à Gazelle. Sans l’application, fournir un jeton avec la commande «\u00a0gazelle-keeper set\u00a0»',
  'sign-in.link': 'Sur un ordinateur où Gazelle Keeper est installé, ce lien ouvre la connexion\u00a0: {link}',
  'soon.title.day': 'le jeton Gazelle expire d’ici un jour',
  'soon.title.days': 'le jeton Gazelle expire dans {days} jours',

  'blocked.title': 'Gazelle Keeper a besoin d’aide',
  'blocked.do':
    'régler le problème ci-dessus. Pour les détails, ouvrir Gazelle Keeper ou exécuter la commande «\u00a0gazelle-keeper doctor\u00a0»',
  'trouble.title': 'le jeton Gazelle n’est plus vérifié depuis un moment',
  'trouble.do':
    'rien pour l’instant, car Gazelle Keeper continue d’essayer. Si le problème dure, ouvrir l’application ou exécuter la commande «\u00a0gazelle-keeper doctor\u00a0»',
  'who.store': 'la personne qui gère le projet Supabase',
  'who.row': 'la personne qui gère le projet Supabase',
  'who.gazelle': 'la personne qui gère Gazelle dans votre entreprise',
  'who.oauth': 'la personne qui gère l’application OAuth chez Gazelle',
  'who.keeper': 'la personne responsable de l’ordinateur où fonctionne Gazelle Keeper',

  'unattended.title': 'personne ne suit le jeton Gazelle',
  'unattended.what':
    'Aucun Gazelle Keeper capable de renouveler le jeton dans Supabase n’a été vu depuis {days} jours. Si aucun ne revient, le jeton expirera.',
  'unattended.who': 'la personne responsable de l’ordinateur ou de la planification qui exécutait Gazelle Keeper',
  'unattended.do':
    'redémarrer Gazelle Keeper là où il fonctionnait. La commande «\u00a0gazelle-keeper status\u00a0» indique qui a été vu, et quand',

  'company.title': 'le jeton Gazelle appartient à une autre entreprise',
  'company.what.row':
    'Un autre programme a enregistré un jeton de {theirs} dans Supabase, à la place de celui de {ours}. Les programmes qui l’utilisent travaillent maintenant avec les clients de {theirs}.',
  'company.what.waiting':
    'Un jeton de {theirs} attend d’être enregistré dans Supabase, où se trouve celui de {ours}. Rien n’a été modifié.',
  'company.who': 'la personne qui sait avec quelle entreprise les programmes doivent travailler',
  'company.do':
    'ouvrir Gazelle Keeper et indiquer le bon jeton. Sans l’application, le fournir avec la commande «\u00a0gazelle-keeper set --another-company\u00a0»',
  'company.unnamed': 'une autre entreprise',

  'solved.title': 'tout va bien de nouveau',
  'solved.title.first': 'tout va bien',
  'solved.what': 'Le jeton Gazelle dans Supabase fonctionne. Il n’y a rien à faire.',

  'test.title': 'alerte d’essai',
  'test.what': 'Ceci est un essai. Les alertes de Gazelle Keeper arriveront ici. Il n’y a rien à faire.',
}
