"""Every verb of Asah, in one list. A use case names exactly one of them; roles.py says who holds it and how far."""

from enum import StrEnum


class Permission(StrEnum):
    """A verb. The value is what stands in the audit trail, so it is never renamed."""

    # access and set-up
    AGENCY_SETUP = "agency.setup"
    RULES_EDIT = "rules.edit"
    AGENCY_FOUND = "agency.found"
    GRANT_GIVE = "grant.give"
    ACTIVATION_ISSUE = "activation.issue"
    SAMPLE_LOAD = "sample.load"
    SAMPLE_REMOVE = "sample.remove"
    PERSONAL_ERASE = "personal.erase"
    AUDIT_READ = "audit.read"
    SYSTEM_HEALTH = "system.health"
    # people
    PEOPLE_READ = "people.read"
    PEOPLE_EDIT = "people.edit"
    PEOPLE_IMPORT = "people.import"
    UNIT_EDIT = "unit.edit"
    SUPERIOR_CORRECT = "superior.correct"
    # competencies
    COMPETENCY_READ = "competency.read"
    COMPETENCY_EDIT = "competency.edit"
    ASSESSMENT_IMPORT = "assessment.import"
    ASSESSMENT_RECORD = "assessment.record"
    GAP_REFRESH = "gap.refresh"
    # records
    RECORD_READ = "record.read"
    RECORD_ADD = "record.add"
    RECORD_IMPORT = "record.import"
    JP_REFRESH = "jp.refresh"
    # performance and partners
    PERFORMANCE_READ = "performance.read"
    PERFORMANCE_IMPORT = "performance.import"
    PARTNER_READ = "partner.read"
    PARTNER_EDIT = "partner.edit"
    PARTNER_IMPORT = "partner.import"
    # questionnaires
    SURVEY_READ = "survey.read"
    SURVEY_EDIT = "survey.edit"
    SURVEY_ANSWER = "survey.answer"
    # budget and catalogue
    BUDGET_READ = "budget.read"
    BUDGET_EDIT = "budget.edit"
    CATALOGUE_READ = "catalogue.read"
    CATALOGUE_EDIT = "catalogue.edit"
    CATALOGUE_PUBLISH = "catalogue.publish"
    # plan
    PLAN_READ = "plan.read"
    PLAN_EDIT = "plan.edit"
    PLAN_SOLVE = "plan.solve"
    PLAN_KEEP = "plan.keep"
    PLAN_SUBMIT = "plan.submit"
    PLAN_APPROVE = "plan.approve"
    PLAN_VERIFY = "plan.verify"
    PLAN_VALIDATE = "plan.validate"
    PLAN_ENACT = "plan.enact"
    OBJECTION_FILE = "objection.file"
    OBJECTION_ANSWER = "objection.answer"
    LOTTERY_RUN = "lottery.run"
    OWN_DECISION_READ = "own_decision.read"
    # foundation services
    JOB_RUN = "job.run"
    JOB_CANCEL = "job.cancel"
    IMPORT_RUN = "import.run"
    DOCUMENT_READ = "document.read"
    DOCUMENT_ISSUE = "document.issue"
    NOTICE_READ = "notice.read"
    NOTICE_SEND = "notice.send"
    SELF_EDIT = "self.edit"
    SEARCH = "search"
