import type { Catalogue } from './en.ts'

export const fr: Catalogue = {
  'app.name': 'Gazelle Keeper',
  'app.sandbox': 'Démonstration',

  'state.starting': 'Vérification…',
  'state.held': 'Jeton pas encore enregistré',
  'state.blocked': 'Le jeton ne peut pas être vérifié',
  'state.missing': 'Pas encore de jeton',
  'state.refused': 'Gazelle refuse le jeton',
  'state.expired': 'Le jeton est expiré',
  'state.expiring': 'Le jeton expire bientôt',
  'state.valid': 'Tout va bien',
  'state.unconnected': 'Aucune connexion à Supabase',
  'state.unreached': 'Pas de connexion pour le moment',

  'now.starting': 'Un instant.',
  'now.held': 'Un jeton a été trouvé et est gardé ici. Il sera enregistré dès que possible.',
  'now.blocked': 'Le jeton n’a pas pu être lu.',
  'now.missing': 'Connectez-vous une fois à Gazelle; le reste se fait tout seul.',
  'now.refused': 'Vos programmes n’ont plus accès à Gazelle. Connectez-vous, et ils repartent.',
  'now.expired': 'Vos programmes n’ont plus accès à Gazelle. Connectez-vous, et ils repartent.',
  'now.expiring': 'Tout fonctionne. Connectez-vous à Gazelle quand cela vous convient pour obtenir un nouveau jeton.',
  'now.valid': 'Vos programmes ont accès à Gazelle.',
  'now.unconnected': 'Aucun projet Supabase n’est configuré sur cet ordinateur.',
  'now.checking': 'Vérification…',
  'now.trying': 'Essai du jeton auprès de Gazelle…',
  'now.saving': 'Enregistrement du jeton dans Supabase…',
  'now.renewing': 'Obtention d’un nouveau jeton…',

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
  'do.renew': 'Renouveler maintenant',
  'do.save-held': 'Enregistrer maintenant',
  'do.open': 'Ouvrir Gazelle Keeper',
  'do.quit': 'Quitter',
  'do.reload': 'Recharger',
  'do.cancel': 'Annuler',
  'do.close': 'Fermer',

  'secrets.memory':
    'Aucun trousseau n’est ouvert sur cet ordinateur. Ce que Gazelle Keeper doit retenir est oublié à la fermeture.',

  'problem.supabase.unavailable':
    'Impossible de joindre Supabase. Vérifiez la connexion Internet; un nouvel essai se fera tout seul.',
  'problem.supabase.wrong-key':
    'Supabase ne reconnaît pas la clé. Demandez la clé du projet à la personne qui s’occupe de Supabase.',
  'problem.supabase.secret-key-refused':
    'Supabase a pris Gazelle Keeper pour un navigateur et a refusé la clé secrète. Mettez Gazelle Keeper à jour ou utilisez la clé publiable.',
  'problem.supabase.bad-password': 'Supabase n’accepte pas ce courriel et ce mot de passe.',
  'problem.supabase.session-lost': 'La connexion à Supabase a pris fin. Connectez-vous de nouveau à Supabase.',
  'problem.supabase.table-missing':
    'Supabase n’est pas encore prêt à recevoir le jeton. Demandez à la personne qui s’occupe de Supabase d’exécuter la migration de Gazelle Keeper.',
  'problem.supabase.function-missing':
    'Il manque à Supabase une fonction qui enregistre le jeton sans risque. Demandez à la personne qui s’occupe de Supabase d’exécuter la migration de Gazelle Keeper.',
  'problem.supabase.row-hidden':
    'Cet utilisateur Supabase n’a pas le droit de voir le jeton. Demandez à la personne qui s’occupe de Supabase de l’ajouter à la table system_settings_members.',
  'problem.supabase.write-denied':
    'Cet utilisateur Supabase n’a pas le droit d’enregistrer le jeton. Demandez à la personne qui s’occupe de Supabase de l’ajouter à la table system_settings_members.',
  'problem.supabase.unexpected-answer':
    'Ce qui a répondu n’est pas Supabase. Vérifiez l’adresse du projet, et si ce réseau vous demande de vous connecter.',
  'problem.supabase.email-not-confirmed':
    'Le courriel de l’utilisateur Supabase n’est pas confirmé. Ouvrez le lien dans le message envoyé par Supabase.',
  'problem.supabase.user-banned': 'Cet utilisateur Supabase a été bloqué. Voyez la personne qui s’occupe de Supabase.',
  'problem.gazelle.unauthorized': 'Gazelle n’a pas accepté le jeton trouvé.',
  'problem.gazelle.forbidden':
    'Gazelle reconnaît le jeton, mais son utilisateur n’a pas accès aux clients. Connectez-vous avec un utilisateur qui y a accès.',
  'problem.gazelle.rate-limited': 'Gazelle demande une pause. Un nouvel essai se fera tout seul.',
  'problem.gazelle.unavailable': 'Impossible de joindre Gazelle. Un nouvel essai se fera tout seul.',
  'problem.gazelle.unexpected-answer': 'La réponse de Gazelle n’a pas été comprise. Un nouvel essai se fera tout seul.',
  'problem.oauth.unexpected-answer': 'La réponse de Gazelle n’a pas été comprise. Un nouvel essai se fera tout seul.',
  'problem.oauth.answer-lost': 'La réponse de Gazelle s’est perdue en chemin. Un nouvel essai se fera tout seul.',
  'problem.oauth.not-sent': 'Impossible de joindre Gazelle. Un nouvel essai se fera tout seul.',
  'problem.oauth.rate-limited': 'Gazelle demande une pause. Un nouvel essai se fera tout seul.',
  'problem.oauth.invalid-client':
    'Gazelle ne reconnaît pas cette application OAuth. Demandez à la personne qui l’a configurée d’en corriger l’identifiant et le secret.',
  'problem.oauth.invalid-grant': 'Gazelle ne renouvelle plus ce jeton. Connectez-vous à Gazelle.',
  'problem.row':
    'Le jeton dans Supabase n’a pas une forme connue. Rien n’a été modifié; demandez à la personne qui s’occupe de Supabase de le corriger.',
  'problem.row.field':
    'Le champ « {field} » du jeton dans Supabase n’est pas compris. Rien n’a été modifié; demandez à la personne qui s’occupe de Supabase de le corriger.',
  'problem.keeper': 'Gazelle Keeper a fait une erreur ({what}). Veuillez la signaler.',

  'sign-in.title': 'Connexion à Gazelle',
  'sign-in.loading': 'La page de Gazelle se charge.',
  'sign-in.waiting':
    'Connectez-vous comme d’habitude. Le reste se fait tout seul; Gazelle Keeper ne voit jamais votre mot de passe.',
  'sign-in.password-refused': 'Gazelle n’a pas accepté. Vérifiez le courriel et le mot de passe, puis réessayez.',
  'sign-in.quiet': 'Rien n’est venu de Gazelle depuis un moment. Terminez la connexion ou rechargez la page.',
  'sign-in.unreachable': 'La page de Gazelle ne se charge pas. Vérifiez la connexion Internet, puis rechargez la page.',
  'sign-in.token-refused':
    'Gazelle a envoyé un jeton, mais ne l’accepte pas. Rechargez la page ou déconnectez-vous puis reconnectez-vous.',
  'sign-in.working': 'C’est trouvé. Essai et enregistrement du jeton.',
  'sign-in.held':
    'C’est trouvé, mais le jeton n’a pas encore pu être enregistré. Il est gardé et le sera; vous pouvez fermer cette fenêtre.',
  'sign-in.done': 'C’est fait. Vos programmes ont accès à Gazelle; cette fenêtre se ferme toute seule.',
  'sign-in.cancelled': 'La fenêtre de connexion a été fermée avant l’arrivée d’un jeton. Rien n’a été modifié.',
  'sign-in.led-away':
    'La page de Gazelle a voulu ouvrir un autre site, ce que cette fenêtre ne fait pas. Connectez-vous sur la page de Gazelle.',

  'notify.sign-in.title': 'Gazelle vous demande de vous connecter',
}
