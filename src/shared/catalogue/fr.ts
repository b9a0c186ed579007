import type { Catalogue } from './index.ts'

export const fr: Catalogue = {
  'app.name': 'Gazelle Keeper',
  'app.sandbox': 'Bac à sable',

  'state.starting': 'Vérification…',
  'state.held': 'Jeton pas encore enregistré',
  'state.blocked': 'Quelque chose bloque',
  'state.missing': 'Pas encore de jeton',
  'state.refused': 'Gazelle refuse le jeton',
  'state.expired': 'Le jeton est expiré',
  'state.expiring': 'Le jeton expire bientôt',
  'state.valid': 'Tout va bien',
  'state.unconnected': 'Aucune connexion à Supabase',

  'now.starting': 'Lecture de la ligne dans Supabase.',
  'now.held': 'Un jeton a été trouvé et est gardé ici. Il sera enregistré dès que possible.',
  'now.blocked': 'La ligne n’a pas pu être lue.',
  'now.missing': 'Connectez-vous une fois à Gazelle; le jeton s’enregistre ensuite tout seul.',
  'now.refused': 'Vos programmes reçoivent l’erreur 401. Connectez-vous à Gazelle pour obtenir un nouveau jeton.',
  'now.expired': 'Vos programmes reçoivent l’erreur 401. Connectez-vous à Gazelle pour obtenir un nouveau jeton.',
  'now.expiring': 'Connectez-vous à Gazelle quand cela vous convient pour en obtenir un nouveau.',
  'now.valid': 'Vos programmes ont accès à Gazelle.',
  'now.unconnected': 'Aucun projet Supabase n’est configuré sur cet ordinateur.',
  'now.checking': 'Vérification…',
  'now.trying': 'Essai du jeton auprès de Gazelle…',
  'now.saving': 'Enregistrement du jeton dans Supabase…',

  'days.left': '{days, plural, =0 {Moins d’un jour restant} one {# jour restant} other {# jours restants}}',
  'days.assumed': 'Gazelle n’indique pas sa durée; on suppose 30 jours.',
  'days.never': 'N’expire pas',
  'days.over': 'Expiré',
  'days.number': '{days, number}',
  'days.unit': '{days, plural, one {jour restant} other {jours restants}}',

  'fact.token': 'Jeton',
  'fact.checked': 'Vérifié',
  'fact.until': 'Valide jusqu’au',
  'fact.until.stated': '{date}',
  'fact.until.assumed': '{date} environ',
  'fact.header.bearer': 'bearer',
  'fact.header.api-key': 'clé API',

  'do.sign-in': 'Se connecter à Gazelle',
  'do.show-sign-in': 'Afficher la fenêtre de connexion',
  'do.check': 'Vérifier maintenant',
  'do.save-held': 'Enregistrer maintenant',
  'do.open': 'Ouvrir Gazelle Keeper',
  'do.quit': 'Quitter',
  'do.reload': 'Recharger',
  'do.cancel': 'Annuler',

  'secrets.memory':
    'Aucun trousseau n’est ouvert sur cet ordinateur. Ce que Gazelle Keeper doit retenir est oublié à la fermeture.',

  'problem.supabase.unavailable':
    'Impossible de joindre Supabase. Vérifiez la connexion Internet; un nouvel essai se fera tout seul.',
  'problem.supabase.wrong-key':
    'Supabase ne reconnaît pas cette clé. Copiez-la de nouveau depuis les réglages d’API du projet.',
  'problem.supabase.secret-key-refused':
    'Supabase a refusé la clé secrète, car elle semblait venir d’un navigateur. Mettez Gazelle Keeper à jour ou utilisez la clé publiable.',
  'problem.supabase.bad-password': 'Supabase n’accepte pas ce courriel et ce mot de passe.',
  'problem.supabase.session-lost': 'La connexion à Supabase a pris fin. Connectez-vous de nouveau à Supabase.',
  'problem.supabase.table-missing': 'La table n’existe pas dans Supabase. Exécutez la migration dans son éditeur SQL.',
  'problem.supabase.function-missing': 'Une fonction manque dans Supabase. Exécutez la migration dans son éditeur SQL.',
  'problem.supabase.row-hidden':
    'Cet utilisateur Supabase n’a pas le droit de voir la ligne. Ajoutez-le à system_settings_members.',
  'problem.supabase.write-denied':
    'Cet utilisateur Supabase n’a pas le droit d’écrire la ligne. Ajoutez-le à system_settings_members.',
  'problem.supabase.unexpected-answer': 'La réponse de Supabase n’a pas été comprise. Vérifiez l’adresse du projet.',
  'problem.gazelle.unauthorized': 'Gazelle n’a pas accepté le jeton trouvé.',
  'problem.gazelle.forbidden':
    'Gazelle reconnaît le jeton, mais celui-ci ne peut pas lire les clients. Connectez-vous avec un utilisateur qui en a le droit.',
  'problem.gazelle.rate-limited': 'Gazelle demande une pause. Un nouvel essai se fera tout seul.',
  'problem.gazelle.unavailable': 'Impossible de joindre Gazelle. Un nouvel essai se fera tout seul.',
  'problem.gazelle.unexpected-answer': 'La réponse de Gazelle n’a pas été comprise. Un nouvel essai se fera tout seul.',
  'problem.row':
    'La ligne ne contient pas de jeton sous une forme connue. Rien n’a été modifié; corrigez-la dans Supabase.',
  'problem.row.field':
    'Le champ « {field} » de la ligne n’est pas compris. Rien n’a été modifié; corrigez-le dans Supabase.',
  'problem.keeper': 'Gazelle Keeper a fait une erreur ({what}). Veuillez la signaler.',

  'sign-in.title': 'Connexion à Gazelle',
  'sign-in.loading': 'La page de Gazelle se charge.',
  'sign-in.waiting':
    'Connectez-vous comme d’habitude. Le jeton est récupéré tout seul; votre mot de passe n’est pas vu.',
  'sign-in.password-refused': 'Gazelle n’a pas accepté. Vérifiez le courriel et le mot de passe, puis réessayez.',
  'sign-in.quiet': 'Rien n’est venu de Gazelle depuis un moment. Terminez la connexion ou rechargez la page.',
  'sign-in.unreachable': 'La page de Gazelle ne se charge pas. Vérifiez la connexion Internet, puis rechargez la page.',
  'sign-in.token-refused':
    'Gazelle a envoyé un jeton, mais ne l’accepte pas. Rechargez la page ou déconnectez-vous puis reconnectez-vous.',
  'sign-in.working': 'Jeton trouvé. Essai et enregistrement en cours.',
  'sign-in.held':
    'Jeton trouvé, mais pas encore enregistré. Il est gardé et sera enregistré; vous pouvez fermer cette fenêtre.',
  'sign-in.done': 'C’est fait. Le jeton est enregistré; cette fenêtre se ferme toute seule.',
  'sign-in.cancelled': 'La fenêtre de connexion a été fermée avant l’arrivée d’un jeton. Rien n’a été modifié.',

  'notify.sign-in.title': 'Gazelle vous demande de vous connecter',
}
