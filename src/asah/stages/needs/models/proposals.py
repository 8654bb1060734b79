"""Proposals: somebody asks for somebody, another person decides, the plan answers."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from asah.foundation.access.tenancy import AgencyKey, AgencyModel, SameAgency


class Proposal(AgencyModel):
    """One person, one competency, one year: asked for by his superior, his OPD, or himself."""

    personal = frozenset({"person", "reason", "proposer_name", "letter_number", "answer_reason"})

    class Voice(models.TextChoices):
        """Who asks."""

        SUPERIOR = "atasan", _("Atasan langsung")
        OPD = "opd", _("Perangkat daerah")
        PERSON = "diri", _("Pegawai sendiri")

    class Basis(models.TextChoices):
        """On what it rests."""

        AKPK = "akpk", _("AKPK")
        HCDP = "hcdp", _("HCDP")
        OFFER = "surat", _("Surat penawaran")
        INTEREST = "minat", _("Minat sendiri")

    class Status(models.TextChoices):
        """Where it stands until the plan answers."""

        SENT = "diajukan", _("Diajukan")
        ACCEPTED = "diterima", _("Diterima")
        RETURNED = "dikembalikan", _("Perlu perbaikan")
        REFUSED = "ditolak", _("Ditolak")
        WITHDRAWN = "ditarik", _("Ditarik")

    uid = models.UUIDField()
    year = models.IntegerField(_("tahun"))
    voice = models.CharField(_("pengusul"), max_length=8, choices=Voice.choices)
    person = AgencyKey("people.Person")
    unit = AgencyKey("people.Unit")
    path = models.CharField(max_length=200, db_collation="C")
    competency = AgencyKey("competencies.Competency")
    programme = AgencyKey("catalogue.Programme", null=True)
    basis = models.CharField(_("dasar"), max_length=6, choices=Basis.choices)
    letter_number = models.CharField(_("nomor surat"), max_length=80, blank=True)
    letter_on = models.DateField(_("tanggal surat"), null=True)
    document = AgencyKey("documents.Document", null=True)
    reason = models.CharField(_("alasan"), max_length=400)
    proposer = models.BigIntegerField()
    proposer_name = models.CharField(max_length=160)
    proposed_at = models.DateTimeField()
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.SENT)
    round = models.SmallIntegerField(default=1, help_text="Grows when it is sent again after a return.")
    answer = models.CharField(max_length=12, blank=True, help_text="What the plan gave: terpilih, menunggu, belum.")
    answer_reason = models.CharField(max_length=400, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "uid"], name="needs_proposal_uid"),
            models.UniqueConstraint(fields=["agency", "id", "proposer"], name="needs_proposal_whole"),
            models.UniqueConstraint(
                fields=["agency", "year", "person", "competency", "voice"],
                condition=~Q(status__in=["ditolak", "ditarik"]),
                name="needs_proposal_once",
            ),
            models.CheckConstraint(
                condition=~Q(basis="surat") | (~Q(letter_number="") & Q(letter_on__isnull=False)),
                name="needs_proposal_letter",
            ),
            models.CheckConstraint(
                condition=Q(voice="diri", basis="minat") | (~Q(voice="diri") & ~Q(basis="minat")),
                name="needs_proposal_basis",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "year", "path"], name="needs_proposal_path"),
            models.Index(fields=["agency", "person"], name="needs_proposal_person"),
        ]


class OfProposal(SameAgency):
    """A decision repeats the proposer of its proposal; the key makes them the same."""

    def _sql(self, model: Any, editor: Any) -> str:
        return (
            f"CONSTRAINT {editor.quote_name(self.name)} FOREIGN KEY (agency_id, proposal_id, proposer) "
            "REFERENCES needs_proposal (agency_id, id, proposer) DEFERRABLE INITIALLY DEFERRED"
        )


class ProposalDecision(AgencyModel):
    """What another person decided. Who proposed may not decide: the database refuses it."""

    append_only = True
    personal = frozenset({"decider_name", "reason"})

    class Kind(models.TextChoices):
        """The three answers."""

        ACCEPTED = "diterima", _("Diterima")
        RETURNED = "dikembalikan", _("Dikembalikan dengan catatan")
        REFUSED = "ditolak", _("Ditolak")

    proposal = AgencyKey(Proposal)
    round = models.SmallIntegerField()
    proposer = models.BigIntegerField()
    decider = models.BigIntegerField()
    decider_name = models.CharField(max_length=160)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    reason = models.CharField(_("alasan"), max_length=400)
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "proposal", "round"], name="needs_decision_one"),
            models.CheckConstraint(condition=~Q(proposer=F("decider")), name="needs_decision_four_eyes"),
            models.CheckConstraint(condition=~Q(reason=""), name="needs_decision_has_reason"),
            OfProposal(field="proposal", name="needs_decision_same_proposal"),
        ]


class ProposalAnswer(AgencyModel):
    """How a plan answered a proposal; the newest stands, the older ones are remembered."""

    append_only = True
    personal = frozenset({"outcome", "reason"})

    proposal = AgencyKey(Proposal)
    outcome = models.CharField(max_length=12)
    reason = models.CharField(max_length=400)
    plan = models.CharField(max_length=120)
    answered_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["agency", "proposal"], name="needs_answer_proposal")]
